package zhiheng.server.rooms.exports;

import java.util.List;

/** The files of the law; those of the registry are always the same. */
public record ExportsView(List<File> laws) {
    /** A file to be had. */
    public record File(String name, String about, String href) {}

    /** The files of one system. */
    public record OfSystem(String name, String href, List<File> files) {}
}
