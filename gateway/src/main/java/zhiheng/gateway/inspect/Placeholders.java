package zhiheng.gateway.inspect;

import java.util.Map;

/** What stands in place of what was masked, in Chinese within a text that has Chinese characters, else in English. */
final class Placeholders {
    private record Pair(String zh, String en) {}

    private static final Pair OTHER = new Pair("[已隐去]", "[REDACTED]");
    private static final Map<String, Pair> BY_KIND = Map.ofEntries(
            Map.entry("pii", new Pair("[个人信息]", "[PERSONAL DATA]")),
            Map.entry("pii.resident-id", new Pair("[身份证号]", "[ID]")),
            Map.entry("pii.residence-permit", new Pair("[居住证号]", "[RESIDENCE PERMIT]")),
            Map.entry("pii.bank-card", new Pair("[银行卡号]", "[BANK CARD]")),
            Map.entry("pii.uscc", new Pair("[统一社会信用代码]", "[COMPANY CODE]")),
            Map.entry("pii.phone", new Pair("[手机号]", "[PHONE]")),
            Map.entry("pii.passport", new Pair("[护照号]", "[PASSPORT]")),
            Map.entry("pii.mrz", new Pair("[证件机读区]", "[TRAVEL DOCUMENT]")),
            Map.entry("pii.iban", new Pair("[国际银行账号]", "[IBAN]")),
            Map.entry("pii.email", new Pair("[邮箱]", "[EMAIL]")),
            Map.entry("pii.hk-id", new Pair("[香港身份证号]", "[HK ID]")),
            Map.entry("pii.tw-id", new Pair("[台湾身份证号]", "[TAIWAN ID]")),
            Map.entry("pii.plate", new Pair("[车牌号]", "[PLATE]")),
            Map.entry("pii.ip", new Pair("[IP 地址]", "[IP ADDRESS]")),
            Map.entry("secret", new Pair("[密钥]", "[SECRET]")),
            Map.entry("injection", new Pair("[可疑指令]", "[SUSPECT INSTRUCTION]")),
            Map.entry("term", new Pair("[敏感词]", "[TERM]")),
            Map.entry("link", new Pair("[链接]", "[LINK]")));

    private Placeholders() {}

    static String of(String kind, boolean chinese) {
        for (var at = kind; ; ) {
            var pair = BY_KIND.get(at);
            int point = at.lastIndexOf('.');
            if (pair == null && point >= 0) {
                at = at.substring(0, point);
                continue;
            }
            var found = pair == null ? OTHER : pair;
            return chinese ? found.zh : found.en;
        }
    }
}
