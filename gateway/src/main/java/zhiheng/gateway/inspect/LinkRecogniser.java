package zhiheng.gateway.inspect;

import org.jspecify.annotations.Nullable;
import zhiheng.gateway.FindingKind;

/**
 * Links by which data can leave: an image is fetched as soon as it is shown, whatever is in its address goes along; a link waits for a
 * click. Both are told by how much their address carries beyond what an address needs.
 */
final class LinkRecogniser implements Recogniser {
    private static final int LONGEST = 2048;

    /** Shorter queries are taken for a size or version; stolen data rarely fits in fewer. */
    private static final int IMAGE_QUERY = 8;

    private static final int IMAGE_SEGMENT = 48;
    private static final int LINK_QUERY = 40;

    private final LinkRules rules;

    LinkRecogniser(LinkRules rules) {
        this.rules = rules;
    }

    @Override
    public int next(Window window, int position) {
        int at = position;
        while ((at = window.find('h', at)) < window.size()) {
            char before = window.at(at - 1);
            if (!Normal.alnum(before) && before != '/' && (window.at(at + 1) == 't' || window.starved)) {
                break;
            }
            at++;
        }
        return at;
    }

    @Override
    public @Nullable Hit at(Window window, int position) {
        int at = position;
        for (char c : new char[] {'h', 't', 't', 'p'}) {
            if (window.at(at++) != c) {
                return null;
            }
        }
        at += window.at(at) == 's' ? 1 : 0;
        for (char c : new char[] {':', '/', '/'}) {
            if (window.at(at++) != c) {
                return null;
            }
        }
        var place = place(window.before(position, 160));
        var address = new StringBuilder();
        while (address.length() < LONGEST && inAddress(window.plain(at), place)) {
            address.append(window.plain(at++));
        }
        var host = host(address);
        if (LinkRules.covers(rules.listed(), host)) {
            return new Hit(FindingKind.LINK_HOST, at);
        }
        if (host.isEmpty() || LinkRules.covers(rules.trusted(), host)) {
            return null;
        }
        return switch (place) {
            case IMAGE ->
                longestValue(address) >= IMAGE_QUERY || longestSegment(address) >= IMAGE_SEGMENT
                        ? new Hit(FindingKind.LINK_IMAGE, at)
                        : null;
            case LINK -> longestValue(address) >= LINK_QUERY ? new Hit(FindingKind.LINK_DATA, at) : null;
            case TEXT -> null;
        };
    }

    private enum Place {
        IMAGE,
        LINK,
        TEXT
    }

    /** In running text an address ends where Chinese goes on; within marks it may carry Chinese. */
    private static boolean inAddress(char c, Place place) {
        return c < 128
                ? c > ' ' && c < 127 && "()<>\"`{}|\\^".indexOf(c) < 0
                : place != Place.TEXT && Character.isLetterOrDigit(c);
    }

    private static String host(StringBuilder address) {
        int end = 0;
        while (end < address.length() && "/?#".indexOf(address.charAt(end)) < 0) {
            end++;
        }
        var authority = Normal.folded(address.substring(0, end));
        authority = authority.substring(authority.lastIndexOf('@') + 1);
        int port = authority.indexOf(':');
        return port < 0 ? authority : authority.substring(0, port);
    }

    private static Place place(String before) {
        int image = Math.max(before.lastIndexOf("<img"), before.lastIndexOf("<iframe"));
        if (image >= 0 && before.indexOf('>', image) < 0) {
            return Place.IMAGE;
        }
        int anchor = before.lastIndexOf("<a ");
        if (anchor >= 0 && before.indexOf('>', anchor) < 0) {
            return Place.LINK;
        }
        boolean reference = before.endsWith("]: ") || before.endsWith("]:");
        if (before.endsWith("](") || before.endsWith("](<") || reference) {
            int open = before.lastIndexOf('[', before.lastIndexOf(']'));
            return reference || open > 0 && before.charAt(open - 1) == '!' ? Place.IMAGE : Place.LINK;
        }
        return Place.TEXT;
    }

    /** The longest value in the query or the fragment. */
    private static int longestValue(StringBuilder address) {
        int longest = 0;
        int length = -1;
        for (int i = 0; i < address.length(); i++) {
            char c = address.charAt(i);
            if (c == '?' || c == '#' || c == '&' || c == '=') {
                length = c == '=' && length < 0 ? -1 : 0;
            } else if (length >= 0) {
                longest = Math.max(longest, ++length);
            }
        }
        return longest;
    }

    private static int longestSegment(StringBuilder address) {
        int longest = 0;
        int length = 0;
        for (int i = 0; i < address.length() && "?#".indexOf(address.charAt(i)) < 0; i++) {
            length = "/.".indexOf(address.charAt(i)) >= 0 ? 0 : length + 1;
            longest = Math.max(longest, length);
        }
        return longest;
    }
}
