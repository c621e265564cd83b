package zhiheng.server.ground.page;

import org.jspecify.annotations.Nullable;

/**
 * What every page has around its content.
 *
 * @param path where the reader is, for the language switch
 * @param section the entry of the menu that is marked, see {@link Nav}, or ""
 * @param who the signed-in person, null before sign-in
 * @param csrf the token every form carries
 * @param notice what the last act did, or why it was refused
 * @param menu what the visitor may use
 * @param zone in which times are told
 * @param days says by whose days laws count, and which day it is there where it is not the reader's
 */
public record Frame(
        Words words,
        String path,
        String section,
        @Nullable Who who,
        String csrf,
        @Nullable Notice notice,
        Menu menu,
        String zone,
        String days) {
    /** The signed-in person, and what may be offered to it. */
    public record Who(String name, String role, String org, boolean administers, boolean changes) {}

    /** A message above the page; {@code kind} is "done" or "wrong". */
    public record Notice(String kind, String text) {}

    public String lang() {
        return words.language().equals("zh") ? "zh-Hans" : "en";
    }

    public boolean zh() {
        return words.language().equals("zh");
    }

    public String t(String key, Object... values) {
        return words.t(key, values);
    }

    public boolean mayChange() {
        return who != null && who.changes();
    }

    public boolean administers() {
        return who != null && who.administers();
    }

    public Frame withNotice(String kind, String text) {
        return new Frame(words, path, section, who, csrf, new Notice(kind, text), menu, zone, days);
    }
}
