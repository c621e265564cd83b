package zhiheng.gateway.inspect;

import java.util.List;

/** Where the domain of an e-mail address ends. It may be written in any script (RFC 5890). */
final class Domains {
    private static final int LONGEST = 253;
    private static final int LONGEST_LABEL = 63;

    /** Top-level domains in Chinese (IANA's list): what follows them in a sentence has no blank before it. Longer before shorter. */
    private static final List<String> CHINESE = List.of(
            "组织机构", "我爱你", "中文网", "新加坡", "中国", "中國", "香港", "台湾", "台灣", "澳门", "澳門", "公司", "网络", "網絡", "集团", "在线", "商城",
            "网店", "网址", "网站", "公益", "政务", "机构", "信息", "商标", "商店", "手机", "移动", "世界", "企业", "佛山", "广东", "娱乐", "游戏", "健康",
            "时尚", "餐厅", "购物", "慈善", "中信", "大拿");

    private Domains() {}

    /** @return the position after the domain that begins at {@code start}, 0 when there is none */
    static int end(Window window, int start) {
        int at = start;
        int labels = 0;
        while (at - start <= LONGEST) {
            int label = at;
            boolean letters = true;
            if (isOther(window.plain(at))) {
                int top = labels > 0 ? chinese(window, at) : 0;
                while (at - label <= LONGEST_LABEL && inLabel(window.plain(at))) {
                    at++;
                }
                boolean goesOn = window.plain(at) == '.' && inLabel(window.plain(at + 1));
                if (!goesOn) {
                    return top > 0 ? top : labels > 0 && at - label >= 2 && !isHan(window.plain(label)) ? at : 0;
                }
            } else {
                for (char c = window.plain(at); Normal.alnum(c) || c == '-' && at > label; c = window.plain(++at)) {
                    letters &= c > '9' || c == '-';
                    if (at - start > LONGEST) {
                        return 0;
                    }
                }
                boolean goesOn = at > label && window.plain(at) == '.' && inLabel(window.plain(at + 1));
                if (!goesOn || isHan(window.plain(at + 1)) && chineseLabelIsNone(window, at + 1)) {
                    return labels >= 1 && at - label >= 2 && letters ? at : 0;
                }
            }
            at++;
            labels++;
        }
        return 0;
    }

    /** A sentence may go on with Chinese after "a@b.com.": that is a label only when it is a top-level domain or leads to one. */
    private static boolean chineseLabelIsNone(Window window, int start) {
        if (chinese(window, start) > 0) {
            return false;
        }
        int at = start;
        while (at - start <= LONGEST_LABEL && isOther(window.plain(at))) {
            at++;
        }
        return window.plain(at) != '.' || !inLabel(window.plain(at + 1));
    }

    private static int chinese(Window window, int start) {
        for (var top : CHINESE) {
            int i = 0;
            while (i < top.length() && window.plain(start + i) == top.charAt(i)) {
                i++;
            }
            if (i == top.length()) {
                return start + i;
            }
        }
        return 0;
    }

    private static boolean inLabel(char c) {
        return Normal.alnum(c) || c == '-' || isOther(c);
    }

    private static boolean isOther(char c) {
        return c >= 128 && c != Window.NONE && Character.isLetterOrDigit(c);
    }

    private static boolean isHan(char c) {
        return c >= 0x3400 && c < 0xA000;
    }
}
