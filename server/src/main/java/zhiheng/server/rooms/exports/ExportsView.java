package zhiheng.server.rooms.exports;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Form;

/** The files of the law; those of the registry are always the same. */
public record ExportsView(List<File> laws) {
    /** A file to be had. */
    public record File(String name, String about, String href) {}

    /**
     * The files of one system.
     *
     * @param read what others wrote, when that was just sent
     */
    public record OfSystem(
            String name,
            String href,
            List<File> files,
            Form form,
            @Nullable Read read) {}

    /**
     * A document of others.
     *
     * @param said the first of its controls, of {@code all}
     * @param kept the evidence that it became; "" where it was only read
     * @param serves how many duties of the system it says are met
     */
    public record Read(String title, String sha256, List<Said> said, int all, String kept, int serves) {}

    /** A control, what they say of it, our duties of that id, and where the crosswalk leads. */
    public record Said(String control, String says, String duties, String leads) {}
}
