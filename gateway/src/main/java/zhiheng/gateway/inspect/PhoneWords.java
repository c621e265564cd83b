package zhiheng.gateway.inspect;

import java.util.Set;

/** What the words before a number say: that it is a telephone, or that it is something else. */
final class PhoneWords {
    enum Said {
        PHONE,
        /** It has another meaning: an order, a serial number, a version. */
        OTHER,
        NOTHING
    }

    /** Words after which a number is a telephone. */
    private static final Context PHONE = Context.of(
            "电话",
            "手机",
            "手机号",
            "電話",
            "手機",
            "聯絡",
            "聯繫",
            "联络",
            "联系",
            "拨打",
            "微信",
            "致电",
            "来电",
            "座机",
            "传真",
            "短信",
            "热线",
            "呼叫",
            "phone",
            "phones",
            "telephone",
            "mobile",
            "tel",
            "te1",
            "direct line",
            "call",
            "cell",
            "cellphone",
            "whatsapp",
            "wechat",
            "fax",
            "sms",
            "dial",
            "text me",
            "reach me",
            "telefon",
            "telefono",
            "telefoon",
            "telefonnummer",
            "rufnummer",
            "mobil",
            "mobiltelefon",
            "handy",
            "movil",
            "movel",
            "telemovel",
            "puhelin",
            "portable",
            "gsm",
            "komorka",
            "cellulare");

    /** It says of any number that it is one, so it counts only where nothing else is said. */
    private static final Context NUMBER = Context.of("号码");

    private static final Context OTHER = Context.of(
            "序列号",
            "流水号",
            "订单",
            "订单号",
            "单号",
            "编号",
            "快递",
            "运单",
            "物流",
            "工单",
            "合同号",
            "版本",
            "提交",
            "批次",
            "批号",
            "货号",
            "条码",
            "条形码",
            "料号",
            "型号",
            "发票",
            "凭证",
            "学号",
            "工号",
            "编码",
            "代码",
            "案号",
            "票号",
            "交易号",
            "序号",
            "开奖",
            "中奖",
            "彩票",
            "选号",
            "设备号",
            "时间戳",
            "主键",
            "serial",
            "serials",
            "serial no",
            "s/n",
            "sn",
            "order",
            "orders",
            "po",
            "purchase",
            "tracking",
            "commit",
            "version",
            "invoice",
            "ticket",
            "case",
            "ref",
            "reference",
            "transaction",
            "batch",
            "lot",
            "part",
            "sku",
            "uuid",
            "guid",
            "build",
            "hash",
            "parcel",
            "shipment",
            "barcode",
            "isbn",
            "ean",
            "imei",
            "model",
            "revision",
            "row",
            "rows",
            "record",
            "records",
            "bytes",
            "timestamp",
            "seed",
            "counter",
            "job",
            "pid",
            "key",
            "item");

    /**
     * The first three digits of mobile numbers as allotted by the ministry to the carriers, resellers included; ranges of 13 digits
     * for machines left out. 2026; a range that is added is found meanwhile where a word says that it is a telephone.
     */
    private static final String ALLOTTED =
            " 130 131 132 133 134 135 136 137 138 139 145 146 147 148 149 150 151 152 153 155 156 157 158 159 162 165"
                    + " 166 167 170 171 172 173 174 175 176 177 178 180 181 182 183 184 185 186 187 188 189 190 191 192"
                    + " 193 195 196 197 198 199 ";

    /** Words after a number that say that things are counted by it. */
    private static final Set<String> COUNTED = Set.of(
            "bytes",
            "byte",
            "bits",
            "rows",
            "records",
            "lines",
            "items",
            "tokens",
            "users",
            "people",
            "times",
            "hits",
            "calls",
            "requests",
            "events",
            "seconds",
            "ms",
            "ns",
            "usd",
            "eur",
            "cny",
            "rmb",
            "dollars",
            "euros",
            "yuan",
            "tonnes");

    private static final String COUNTED_IN_CHINESE = "次个人条行元字位笔件吨秒毫";
    private static final int LONGEST_UNIT = 9;

    private PhoneWords() {}

    /** Whether what follows a number says that it counts something. A person after it, 个人 or 人工, is none that is counted. */
    static boolean isCount(Window window, int end) {
        int at = window.at(end) == ' ' ? end + 1 : end;
        char c = window.at(at);
        if (COUNTED_IN_CHINESE.indexOf(c) >= 0) {
            char next = window.at(at + 1);
            return !(c == '个' && next == '人' || c == '人' && next == '工' || c == '位' && next == '于');
        }
        var word = new StringBuilder(LONGEST_UNIT);
        while (word.length() < LONGEST_UNIT && CharKinds.is(window.at(at), CharKinds.LATIN)) {
            word.append(window.at(at++));
        }
        return COUNTED.contains(word.toString());
    }

    static Said before(Window window, int position) {
        var clause = Context.clause(window, position);
        int phone = PHONE.in(clause);
        int other = OTHER.in(clause);
        if (phone == 0 && other == 0) {
            return NUMBER.in(clause) > 0 ? Said.PHONE : Said.NOTHING;
        }
        return phone >= other ? Said.PHONE : Said.OTHER;
    }

    /** @param mobile eleven digits */
    static boolean allotted(String mobile) {
        return ALLOTTED.contains(" " + mobile.substring(0, 3) + " ");
    }
}
