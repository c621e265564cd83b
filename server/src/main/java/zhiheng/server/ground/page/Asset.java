package zhiheng.server.ground.page;

/**
 * A file beside the pages, served below {@code /static/}.
 *
 * @param resource its absolute name on the class path
 */
public record Asset(String name, String type, String resource) {
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    /** A script that lies beside a class of its room. */
    public static Asset script(Class<?> room, String name) {
        return new Asset(name, SCRIPT, "/" + room.getPackageName().replace('.', '/') + "/" + name);
    }

    /** A script of a library. */
    public static Asset library(String name, String resource) {
        return new Asset(name, SCRIPT, resource);
    }
}
