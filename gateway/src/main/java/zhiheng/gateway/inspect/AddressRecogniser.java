package zhiheng.gateway.inspect;

import org.jspecify.annotations.Nullable;
import zhiheng.gateway.FindingKind;

/** E-mail and IP addresses. */
final class AddressRecogniser implements Recogniser {
    private static final int LONGEST_LOCAL = 64;
    private static final int LONGEST_PATH = 64;
    private static final Context NOT_NETWORK = Context.of(
            "版本",
            "版",
            "升级",
            "固件",
            "章节",
            "章",
            "节",
            "条",
            "条款",
            "小节",
            "附录",
            "图",
            "表",
            "第",
            "见",
            "参见",
            "version",
            "versions",
            "ver",
            "v",
            "release",
            "releases",
            "build",
            "firmware",
            "section",
            "sections",
            "sec",
            "§",
            "clause",
            "chapter",
            "article",
            "paragraph",
            "figure",
            "fig",
            "table",
            "appendix",
            "annex",
            "rfc",
            "step",
            "item",
            "upgrade",
            "update",
            "updated",
            "jdk",
            "openssl",
            "upgraded from",
            "upgrade from",
            "updated from",
            "update from",
            "downgraded from",
            "migrated from",
            "upgraded",
            "downgraded");
    private static final Context NETWORK = Context.of(
            "ip",
            "ipv4",
            "地址",
            "主机",
            "服务器",
            "网关",
            "子网",
            "网段",
            "内网",
            "外网",
            "公网",
            "网络",
            "登录",
            "来自",
            "访问",
            "连接",
            "端口",
            "域名",
            "解析",
            "设备",
            "address",
            "addresses",
            "addr",
            "host",
            "hosts",
            "server",
            "gateway",
            "dns",
            "subnet",
            "network",
            "ping",
            "ssh",
            "http",
            "https",
            "from",
            "port",
            "connect",
            "connected",
            "login",
            "client",
            "proxy",
            "listen",
            "bind",
            "curl",
            "route",
            "peer",
            "node",
            "remote");

    @Override
    public @Nullable Hit at(Window window, int position) {
        char c = window.at(position);
        if (!isLocal(c) && c != '_' || insideWord(window, position)) {
            return null;
        }
        var email = email(window, position);
        if (email != null) {
            return email;
        }
        var ip = c <= '9' ? ipv4(window, position) : null;
        return ip != null || !hex(c) ? ip : ipv6(window, position);
    }

    private static boolean insideWord(Window window, int position) {
        char before = window.at(position - 1);
        return isLocal(before) || inWord(before) && isLocal(window.at(position - 2));
    }

    private static boolean inWord(char c) {
        return isLocal(c) || c < 128 && "._%+-".indexOf(c) >= 0;
    }

    /** A letter or digit of the part before the @: Cyrillic and Greek too (RFC 6531), but no Chinese, where no blank says where it begins. */
    private static boolean isLocal(char c) {
        return Normal.alnum(c) || CharKinds.is(c, CharKinds.OTHER_LETTER);
    }

    private static @Nullable Hit email(Window window, int start) {
        int at = start;
        while (at - start <= LONGEST_LOCAL && inWord(window.at(at))) {
            at++;
        }
        if (window.at(at) != '@') {
            int end = at - start > 1 && window.at(at - 1) != '.' && at - start <= LONGEST_LOCAL
                    ? SpelledAddress.end(window, at)
                    : 0;
            return end > 0 ? new Hit(FindingKind.EMAIL, end) : null;
        }
        if (at - start > LONGEST_LOCAL || window.at(at - 1) == '.') {
            return null;
        }
        int end = Domains.end(window, at + 1);
        return end > 0 && !isRepository(window, start, at, end) ? new Hit(FindingKind.EMAIL, end) : null;
    }

    /** {@code git@host:path/repo.git}, {@code ssh://git@host/path}, {@code user@host:/file}: where a program finds a file. */
    private static boolean isRepository(Window window, int start, int at, int end) {
        if (window.before(at, at - start).equals("git")) {
            return true;
        }
        if (window.at(end) != ':') {
            return false;
        }
        int next = end + 1;
        while (next - end < LONGEST_PATH && (inWord(window.at(next)) || window.at(next) == '~')) {
            next++;
        }
        return window.at(next) == '/' && (next > end + 1 || inWord(window.at(next + 1)));
    }

    private static @Nullable Hit ipv4(Window window, int start) {
        int at = start;
        int sum = 0;
        boolean small = true;
        for (int i = 0; i < 4; i++) {
            int value = 0;
            int digits = 0;
            while (digits < 4 && window.at(at) >= '0' && window.at(at) <= '9') {
                value = 10 * value + window.at(at++) - '0';
                digits++;
            }
            if (digits == 0 || value > 255 || digits > 1 && window.at(at - digits) == '0') {
                return null;
            }
            sum += value;
            small &= value < 100;
            if (i == 0 && (value == 0 || value == 127 || value == 255)) { // nobody's: unset, this machine, a mask
                return null;
            }
            if (i < 3 && window.at(at++) != '.') {
                return null;
            }
        }
        char after = window.at(at);
        boolean more = after == '.' && Normal.alnum(window.at(at + 1));
        return sum > 0 && !more && !Normal.alnum(after) && after != '_' && isNetwork(window, start, at, small)
                ? new Hit(FindingKind.IP, at)
                : null;
    }

    /** Versions and sections have four parts too. @param small whether all parts are below 100, as theirs are */
    private static boolean isNetwork(Window window, int start, int end, boolean small) {
        char after = window.at(end);
        if ((after == ':' || after == '/') && CharKinds.is(window.at(end + 1), CharKinds.DIGIT)
                || window.at(start - 1) == '/' && window.at(start - 2) == '/') {
            return true;
        }
        var clause = Context.clause(window, start);
        int other = NOT_NETWORK.in(clause);
        int network = NETWORK.in(clause);
        return network > other || !small && other == 0;
    }

    /** Eight groups, or fewer with {@code ::} when the first is long and has a digit, so that {@code std::fix} is not one. */
    private static @Nullable Hit ipv6(Window window, int start) {
        int at = start;
        int groups = 0;
        boolean compressed = false;
        boolean firstLooksRight = false;
        while (groups < 8) {
            int digits = 0;
            boolean decimal = false;
            while (digits < 5 && hex(window.at(at))) {
                decimal |= window.at(at) <= '9';
                digits++;
                at++;
            }
            if (digits > 4 || digits == 0 && !(compressed && window.at(at - 1) == ':')) {
                return null;
            }
            if (digits > 0) {
                firstLooksRight |= groups == 0 && digits == 4 && decimal;
                groups++;
            }
            if (window.at(at) != ':' || digits == 0) {
                break;
            }
            if (window.at(at + 1) == ':') {
                if (compressed) {
                    return null;
                }
                compressed = true;
                at += 2;
            } else if (groups < 8 && hex(window.at(at + 1))) {
                at++;
            } else {
                break;
            }
        }
        char after = window.at(at);
        boolean whole = groups == 8 && !compressed || compressed && groups >= 2 && groups < 8 && firstLooksRight;
        return whole && !Normal.alnum(after) && after != ':' ? new Hit(FindingKind.IP, at) : null;
    }

    private static boolean hex(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
    }
}
