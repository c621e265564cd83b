package zhiheng.server.ground.sql;

/**
 * One change of the schema: a file of statements beside a class of the room whose tables it changes. A database remembers the
 * {@link #name}, so a released file is never renamed or edited.
 *
 * @param resource the file's absolute name on the class path
 */
public record Migration(String name, String resource) {
    /** A file of a room; two rooms may use the same number, since the name holds the room's too. */
    public static Migration of(Class<?> room, String file) {
        var packageName = room.getPackageName();
        return new Migration(packageName.substring(packageName.lastIndexOf('.') + 1) + "/" + file, beside(room, file));
    }

    /** One of the nine of version 0.1.0, V1 to V9, whose names hold no room and whose numbers give their order. */
    public static Migration ofTheFirstVersion(Class<?> room, String file) {
        return new Migration(file, beside(room, file));
    }

    private static String beside(Class<?> room, String file) {
        return "/" + room.getPackageName().replace('.', '/') + "/" + file;
    }

    /** The place among the nine of version 0.1.0; all others come after them, in the order of their rooms. */
    int place() {
        return name.matches("V[1-9]__.*") ? name.charAt(1) - '0' : Integer.MAX_VALUE;
    }
}
