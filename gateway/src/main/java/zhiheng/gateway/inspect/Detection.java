package zhiheng.gateway.inspect;

import zhiheng.gateway.permit.Terms.Action;

/**
 * Something found in a text.
 *
 * @param kind what it is about, as permits name it: e.g. {@code pii.resident-id}, {@code injection}, {@code term.LIST}
 * @param start and {@code end}: where in the original text, in chars, end exclusive; counted from the start of the whole stream
 * @param action what the permit says to do about the kind
 * @param detail what exactly is wrong, for who is refused; empty where the kind says it all
 */
public record Detection(String kind, int start, int end, Action action, String detail) {
    public Detection(String kind, int start, int end, Action action) {
        this(kind, start, end, action, "");
    }
}
