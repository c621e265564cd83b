package zhiheng.gateway;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Nearest;
import zhiheng.base.Text;

/**
 * All that can be found in a call or an answer. Permits, records and interfaces name a kind by its {@link #id}, which never
 * changes; kinds that are {@link #isOpen} go on with a name of their own ({@code term.LIST}).
 */
public enum FindingKind {
    RESIDENT_ID("pii.resident-id", Proof.OWN, "居民身份证号", "resident identity number", "[身份证号]", "[ID]"),
    RESIDENCE_PERMIT("pii.residence-permit", Proof.OWN, "居住证号", "residence permit", "[居住证号]", "[RESIDENCE PERMIT]"),
    BANK_CARD("pii.bank-card", Proof.OWN, "银行卡号", "bank card", "[银行卡号]", "[BANK CARD]"),
    BANK_CARD_BARE("pii.bank-card.bare", Proof.NONE, "疑似银行卡号", "bank card, unnamed", "[银行卡号]", "[BANK CARD]"),
    USCC("pii.uscc", Proof.OWN, "统一社会信用代码", "unified social credit code", "[统一社会信用代码]", "[COMPANY CODE]"),
    PHONE("pii.phone", Proof.NONE, "电话号码", "telephone", "[电话号码]", "[PHONE]"),
    PHONE_BARE("pii.phone.bare", Proof.NONE, "疑似电话号码", "telephone, unnamed", "[电话号码]", "[PHONE]"),
    PASSPORT("pii.passport", Proof.NONE, "护照号", "passport", "[护照号]", "[PASSPORT]"),
    MRZ("pii.mrz", Proof.OWN, "证件机读区", "machine-readable zone", "[证件机读区]", "[TRAVEL DOCUMENT]"),
    IBAN("pii.iban", Proof.OWN, "国际银行账号", "international bank account", "[国际银行账号]", "[IBAN]"),
    EMAIL("pii.email", Proof.NONE, "邮箱", "e-mail address", "[邮箱]", "[EMAIL]"),
    HK_ID("pii.hk-id", Proof.OWN, "香港身份证号", "Hong Kong identity card", "[香港身份证号]", "[HK ID]"),
    TW_ID("pii.tw-id", Proof.OWN, "台湾身份证号", "Taiwan identity card", "[台湾身份证号]", "[TAIWAN ID]"),
    TW_ID_BARE("pii.tw-id.bare", Proof.NONE, "疑似台湾身份证号", "Taiwan identity card, unnamed", "[台湾身份证号]", "[TAIWAN ID]"),
    PLATE("pii.plate", Proof.NONE, "车牌号", "licence plate", "[车牌号]", "[PLATE]"),
    IP("pii.ip", Proof.NONE, "IP 地址", "IP address", "[IP 地址]", "[IP ADDRESS]"),
    NAME("pii.name", Proof.NONE, "姓名", "name", "[姓名]", "[NAME]"),
    ADDRESS("pii.address", Proof.NONE, "地址", "postal address", "[地址]", "[ADDRESS]"),
    BIRTH("pii.birth", Proof.NONE, "出生日期", "date of birth", "[出生日期]", "[DATE OF BIRTH]"),
    ACCOUNT("pii.account", Proof.NONE, "社交账号", "account of a messenger", "[社交账号]", "[ACCOUNT]"),
    MEDICAL_RECORD("pii.medical-record", Proof.NONE, "病历号", "medical record number", "[病历号]", "[MEDICAL RECORD]"),
    MAC("pii.mac", Proof.NONE, "设备网络地址", "address of a network card", "[设备地址]", "[MAC ADDRESS]"),
    POSITION("pii.position", Proof.NONE, "经纬度", "place on the map", "[经纬度]", "[POSITION]"),
    US_SSN("pii.us-ssn", Proof.NONE, "美国社会安全号", "US social security number", "[证件号]", "[NATIONAL ID]"),
    US_ITIN("pii.us-itin", Proof.NONE, "美国个人纳税号", "US taxpayer number (ITIN)", "[证件号]", "[NATIONAL ID]"),
    DE_TAX_ID("pii.de-tax-id", Proof.OWN, "德国税号", "German tax id", "[证件号]", "[NATIONAL ID]"),
    FR_NIR("pii.fr-nir", Proof.OWN, "法国社会保险号", "French social security number", "[证件号]", "[NATIONAL ID]"),
    IT_CF("pii.it-cf", Proof.OWN, "意大利税号", "Italian codice fiscale", "[证件号]", "[NATIONAL ID]"),
    ES_DNI("pii.es-dni", Proof.OWN, "西班牙身份号", "Spanish DNI or NIE", "[证件号]", "[NATIONAL ID]"),
    NL_BSN("pii.nl-bsn", Proof.OWN, "荷兰公民服务号", "Dutch BSN", "[证件号]", "[NATIONAL ID]"),
    PL_PESEL("pii.pl-pesel", Proof.OWN, "波兰身份号", "Polish PESEL", "[证件号]", "[NATIONAL ID]"),
    BE_NN("pii.be-nn", Proof.OWN, "比利时国民登记号", "Belgian national number", "[证件号]", "[NATIONAL ID]"),
    SE_PNR("pii.se-pnr", Proof.OWN, "瑞典身份号", "Swedish personnummer", "[证件号]", "[NATIONAL ID]"),
    FI_HETU("pii.fi-hetu", Proof.OWN, "芬兰身份号", "Finnish identity code", "[证件号]", "[NATIONAL ID]"),
    UK_NHS("pii.uk-nhs", Proof.OWN, "英国医疗号", "UK NHS number", "[证件号]", "[NATIONAL ID]"),
    UK_NINO("pii.uk-nino", Proof.NONE, "英国国民保险号", "UK national insurance number", "[证件号]", "[NATIONAL ID]"),
    NO_FNR("pii.no-fnr", Proof.OWN, "挪威身份号", "Norwegian identity number", "[证件号]", "[NATIONAL ID]"),
    DK_CPR("pii.dk-cpr", Proof.NONE, "丹麦身份号", "Danish CPR number", "[证件号]", "[NATIONAL ID]"),
    CH_AHV("pii.ch-ahv", Proof.OWN, "瑞士社会保险号", "Swiss AHV number", "[证件号]", "[NATIONAL ID]"),
    AT_SVNR("pii.at-svnr", Proof.OWN, "奥地利社会保险号", "Austrian insurance number", "[证件号]", "[NATIONAL ID]"),
    PT_NIF("pii.pt-nif", Proof.OWN, "葡萄牙税号", "Portuguese NIF", "[证件号]", "[NATIONAL ID]"),
    IE_PPS("pii.ie-pps", Proof.OWN, "爱尔兰公共服务号", "Irish PPS number", "[证件号]", "[NATIONAL ID]"),
    CZ_RC("pii.cz-rc", Proof.OWN, "捷克或斯洛伐克出生号", "Czech or Slovak birth number", "[证件号]", "[NATIONAL ID]"),
    RO_CNP("pii.ro-cnp", Proof.OWN, "罗马尼亚身份号", "Romanian CNP", "[证件号]", "[NATIONAL ID]"),
    BG_EGN("pii.bg-egn", Proof.OWN, "保加利亚身份号", "Bulgarian EGN", "[证件号]", "[NATIONAL ID]"),
    HR_OIB("pii.hr-oib", Proof.OWN, "克罗地亚身份号", "Croatian OIB", "[证件号]", "[NATIONAL ID]"),
    EE_LT_ID(
            "pii.ee-lt-id", Proof.OWN, "爱沙尼亚或立陶宛身份号", "Estonian or Lithuanian personal code", "[证件号]", "[NATIONAL ID]"),
    GR_AMKA("pii.gr-amka", Proof.OWN, "希腊社会保险号", "Greek AMKA", "[证件号]", "[NATIONAL ID]"),
    HU_TAJ("pii.hu-taj", Proof.OWN, "匈牙利社会保险号", "Hungarian TAJ", "[证件号]", "[NATIONAL ID]"),
    SI_EMSO("pii.si-emso", Proof.OWN, "斯洛文尼亚身份号", "Slovenian EMŠO", "[证件号]", "[NATIONAL ID]"),

    KEY("secret.key", Proof.OWN, "服务密钥", "a known service's key"),
    JWT("secret.jwt", Proof.OWN, "JSON 网络令牌", "JSON web token"),
    PRIVATE_KEY("secret.private-key", Proof.OWN, "私钥", "private key"),
    UNKNOWN_SECRET("secret.unknown", Proof.NONE, "疑似密钥", "what is named a secret and looks random"),

    LINK_HOST("link.host", Proof.NONE, "指向未获准主机的链接", "link to a host that is not allowed"),
    LINK_IMAGE("link.image", Proof.NONE, "可外带数据的图片", "image that can carry data away"),
    LINK_DATA("link.data", Proof.NONE, "可外带数据的链接", "link that can carry data away"),

    INJECTION_MARK("injection.mark", Proof.OPEN, "夺取控制的说法", "a way of speaking that takes over"),
    INJECTION_MODEL("injection.model", Proof.NONE, "模型判为指令注入", "injection by the model's judgement"),

    CANARY("canary", Proof.NONE, "埋设的词", "a planted word"),
    TERM("term", Proof.OPEN, "词表中的词", "a term of a list"),

    TOOL_UNKNOWN("tool.unknown", Proof.NONE, "未获准的工具", "a tool that is not allowed"),
    TOOL_ARGUMENTS("tool.arguments", Proof.NONE, "不合模式的参数", "arguments against the tool's schema"),

    TOOL_APPROVAL("tool.approval", Proof.NONE, "须经人工批准的工具", "a tool that a person approves"),
    CONTAIN_TOOL("contain.tool", Proof.NONE, "读过不可信文本后调用的工具", "a tool called after untrusted text was read"),
    CONTAIN_RECIPIENT("contain.recipient", Proof.NONE, "无可信来源的收件人", "a recipient nobody trusted named"),
    CONTAIN_SPAN("contain.span", Proof.NONE, "参数携带不可信文本", "an argument that carries untrusted text"),
    CONTAIN_LINK("contain.link", Proof.NONE, "指向许可之外主机的链接", "a link to a host outside the permit", "[链接]", "[LINK]"),
    ONNX("onnx", Proof.OPEN, "本地模型所报", "reported by a model run here"),
    REMOTE("remote", Proof.OPEN, "远程检查器所报", "reported by an inspector elsewhere"),

    TOO_LONG("failed.too-long", Proof.NONE, "文本过长，未检查完", "too long to be inspected"),
    TOO_MANY("failed.too-many", Proof.NONE, "发现过多，未列全", "too many findings to list"),
    INSPECTOR_FAILED("failed", Proof.OPEN, "检查器失败", "an inspector failed"),

    LABEL_BESIDE(
            "label.beside", Proof.NONE, "应答为 JSON，可见提示置于文本之外", "an answer of JSON, the visible hint beside its text"),
    LABEL_UNSIGNED(
            "label.unsigned",
            Proof.NONE,
            "已加标识，但此格式无处签名",
            "labelled and not signed: its format has no place for a signature");

    private enum Proof {
        /** By a check digit or by its form: there is no doubt. */
        OWN,
        NONE,
        /** Ids go on with a name, and nothing is known about proof. */
        OPEN
    }

    private static final Map<String, FindingKind> BY_ID = new HashMap<>();

    static {
        for (var kind : values()) {
            BY_ID.put(kind.id, kind);
        }
    }

    private final String id;
    private final FindingFamily family;
    private final Proof proof;
    private final Text text;
    private final Text mask;

    FindingKind(String id, Proof proof, String zh, String en) {
        this.id = id;
        this.proof = proof;
        family = family(id);
        text = new Text(zh, en);
        mask = family.mask();
    }

    FindingKind(String id, Proof proof, String zh, String en, String maskZh, String maskEn) {
        this.id = id;
        this.proof = proof;
        family = family(id);
        text = new Text(zh, en);
        mask = new Text(maskZh, maskEn);
    }

    private static FindingFamily family(String id) {
        var family = FindingFamily.of(id);
        if (family == null) {
            throw new IllegalArgumentException(id + " is of no family");
        }
        return family;
    }

    /** The kind with this id, or the open kind that it goes on from; null where no finding has it. */
    public static @Nullable FindingKind of(String id) {
        var known = BY_ID.get(id);
        for (int point = id.lastIndexOf('.'); known == null && point >= 0; point = id.lastIndexOf('.', point - 1)) {
            var longer = BY_ID.get(id.substring(0, point));
            known = longer != null && longer.isOpen() ? longer : null;
        }
        return known;
    }

    /** What stands in place of a finding with this id. */
    public static Text mask(String id) {
        var kind = of(id);
        var family = FindingFamily.of(id);
        return kind != null ? kind.mask : family != null ? family.mask() : FindingFamily.FAILED.mask();
    }

    /**
     * What is wrong with {@code name} as what an action is given for, null where something can be found that it covers: a kind,
     * what an open kind goes on with, or what the ids of several begin with.
     */
    public static @Nullable Text problem(String name) {
        var family = FindingFamily.of(name);
        if (family == null || name.indexOf(':') >= 0) {
            var ids = String.join(", ", FindingFamily.ids());
            return new Text(
                    "没有“" + name + "”这一类发现；各类以 " + ids + " 开头，后接点",
                    "\"" + name + "\" is nothing that is found; kinds begin with " + ids + ", then a point");
        }
        if (name.equals(family.id()) || of(name) != null) {
            return null;
        }
        var kinds = Arrays.stream(values())
                .filter(kind -> kind.family == family)
                .map(FindingKind::id)
                .toList();
        var nearest = Nearest.to(name, kinds);
        var all = family.id() + ": " + String.join(", ", kinds);
        return new Text(
                "没有“" + name + "”这一类发现" + (nearest == null ? "。" : "，是否指“" + nearest + "”？") + "该组有 " + all,
                "\"" + name + "\" is nothing that is found" + Nearest.sentence(name, kinds) + "kinds of " + all);
    }

    public String id() {
        return id;
    }

    /** The id of one that goes on with {@code name}. */
    public String id(String name) {
        if (!isOpen()) {
            throw new IllegalStateException(id + " goes on with no name");
        }
        return id + "." + name;
    }

    public FindingFamily family() {
        return family;
    }

    /** The name for people. */
    public Text text() {
        return text;
    }

    /** Whether a check digit or its form proves it; others are likely only. */
    public boolean isProven() {
        return proof == Proof.OWN;
    }

    /** Whether its ids go on with the name of a list, a mark, an inspector. */
    public boolean isOpen() {
        return proof == Proof.OPEN;
    }
}
