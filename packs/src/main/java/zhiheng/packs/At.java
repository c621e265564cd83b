package zhiheng.packs;

/**
 * Where something stands in a library's files, for errors.
 *
 * @param about what stands there ("rule eu-art9"), or ""
 */
record At(String file, int line, String about) {
    PackException error(String reason) {
        return new PackException(place() + ": " + (about.isEmpty() ? "" : about + ": ") + reason);
    }

    /** File and line, as errors write them. */
    String place() {
        return file + ":" + line;
    }
}
