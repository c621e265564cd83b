package zhiheng.gateway.inspect;

import org.jspecify.annotations.Nullable;
import zhiheng.gateway.FindingKind;

/** Postal addresses in Chinese, down to a number: after a province or a large city, or after a word that says that an address follows. */
final class ChineseAddresses implements Recogniser {
    private static final int LONGEST = 60;

    /** Provinces, and cities of more than five million; by their first character what may follow. */
    private static final @Nullable String[] PLACES = places(
            "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙 广西 西藏 宁夏 新疆 香港 澳门 广州"
                    + " 深圳 成都 杭州 武汉 西安 苏州 郑州 南京 长沙 东莞 沈阳 青岛 合肥 佛山 宁波 济南 无锡 厦门 福州 温州 金华 哈尔 大连 贵阳 南宁 泉州 石家 长春 南昌 惠州 常州 嘉兴 徐州"
                    + " 南通 太原 昆明 烟台 临沂 潍坊 绍兴 珠海 中山 台州 海口 兰州 洛阳 保定 唐山 扬州 盐城 湖州 镇江 乌鲁 呼和 银川 西宁 拉萨 三亚");
    /** The last characters of words after which an address stands, and what comes before them. */
    private static String cue(char c) {
        return switch (c) {
            case '址' -> "地住";
            case '住' -> "家居现";
            case '到' -> "寄送";
            default -> "";
        };
    }

    private static final String STREET = "路街道巷弄村镇乡里苑园厦院寓区场城坊胡";
    private static final String NUMBER = "号室栋幢座楼层弄组队";

    static boolean mayBegin(char c) {
        return place(c) != null || !cue(c).isEmpty();
    }

    /** Whether it is worth while to read on from here. */
    static boolean mayBegin(Window window, int position, char c) {
        var seconds = place(c);
        return seconds != null && seconds.indexOf(window.at(position + 1)) >= 0
                || cue(c).indexOf(window.at(position - 1)) >= 0;
    }

    @Override
    public @Nullable Hit at(Window window, int position) {
        char c = window.at(position);
        var seconds = place(c);
        if (seconds != null && seconds.indexOf(window.at(position + 1)) >= 0) {
            int end = end(window, position, true);
            return end > 0 ? new Hit(FindingKind.ADDRESS, end) : null;
        }
        if (cue(c).indexOf(window.at(position - 1)) < 0) {
            return null;
        }
        int start = position + 1;
        while (start - position < 4 && ":： 是为在\"“".indexOf(window.at(start)) >= 0) {
            start++;
        }
        int end = isHan(window.at(start)) ? end(window, start, false) : 0;
        return end > 0 ? new Hit(FindingKind.ADDRESS, start, end) : null;
    }

    /** @return the position after the last number with its unit, 0 when there is none after the name of a street or place */
    private static int end(Window window, int start, boolean place) {
        int end = 0;
        int street = 0;
        boolean number = false;
        for (int at = start; at - start < LONGEST; at++) {
            char c = window.at(at);
            boolean digit = Normal.digit(c) >= 0 || c == '十' || c == '百' || c == '甲' || c == '乙';
            if (STREET.indexOf(c) >= 0 && at > start + 1) {
                street = at;
            }
            if (number && street > 0 && (NUMBER.indexOf(c) >= 0 || c == '单' && window.at(at + 1) == '元')) {
                end = c == '单' ? at + 2 : at + 1;
            }
            if (!digit && c != '-' && !(c >= 'a' && c <= 'z')) {
                number = false;
            }
            number |= digit;
            if (!isHan(c) && !digit && c != '-' && c != '(' && c != ')' && c != '#' && c != ' ' && !Normal.alnum(c)) {
                break;
            }
            if ("的了吗呢是有和与及".indexOf(c) >= 0 && end == 0 && !place) {
                break;
            }
        }
        // 3-502 after the last unit is a room
        if (end > 0) {
            int at = end;
            while (at - end < 8 && (window.at(at) >= '0' && window.at(at) <= '9' || window.at(at) == '-')) {
                at++;
            }
            end = at - end >= 3 && at - end < 8 ? at : end;
        }
        return end;
    }

    private static boolean isHan(char c) {
        return c >= 0x4E00 && c < 0xA000;
    }

    private static @Nullable String place(char c) {
        return c < PLACES.length ? PLACES[c] : null;
    }

    private static @Nullable String[] places(String names) {
        var places = new @Nullable String[0xA000];
        for (var name : names.split(" ")) {
            char first = name.charAt(0);
            var known = places[first];
            places[first] = (known == null ? "" : known) + name.substring(1);
        }
        return places;
    }
}
