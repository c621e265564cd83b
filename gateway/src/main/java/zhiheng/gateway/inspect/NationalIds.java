package zhiheng.gateway.inspect;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.FindingKind;

/** Identity, tax and insurance numbers of the USA and of European countries that consist of digits. */
final class NationalIds implements Recogniser {
    private static final int SHORTEST = 9;
    private static final int LONGEST = 15;

    /**
     * @param words one of which must stand before it
     * @param form groups in which it is found without a word; empty when it never is: one number in ten has a right check digit
     */
    private record Id(FindingKind kind, int digits, Predicate<String> valid, Context words, int... form) {}

    private static final Context SWEDEN =
            Context.of("personnummer", "personal identity", "personal number", "samordningsnummer", "瑞典");
    private static final List<Id> IDS = List.of(
            new Id(
                    FindingKind.US_SSN,
                    9,
                    EuropeanChecks::usSsn,
                    Context.of("ssn", "social security", "soc sec", "社会安全号", "社会保障号", "社安号"),
                    3,
                    2,
                    4),
            new Id(
                    FindingKind.US_ITIN,
                    9,
                    EuropeanChecks::usItin,
                    Context.of("itin", "taxpayer", "tax id", "tax identification", "个人税号", "纳税人识别号"),
                    3,
                    2,
                    4),
            new Id(
                    FindingKind.DE_TAX_ID,
                    11,
                    EuropeanChecks::germanTaxId,
                    Context.of(
                            "steuer-id",
                            "steuerid",
                            "steuer-idnr",
                            "idnr",
                            "steueridentifikationsnummer",
                            "identifikationsnummer",
                            "steuernummer",
                            "german tax",
                            "tax id",
                            "tin",
                            "德国税号",
                            "税号")),
            new Id(
                    FindingKind.FR_NIR,
                    15,
                    EuropeanChecks::frenchNir,
                    Context.of(
                            "nir",
                            "securite sociale",
                            "numero de secu",
                            "insee",
                            "carte vitale",
                            "french social security",
                            "法国社保",
                            "社会保险号"),
                    1,
                    2,
                    2,
                    2,
                    3,
                    3,
                    2),
            new Id(
                    FindingKind.NL_BSN,
                    9,
                    EuropeanChecks::dutchBsn,
                    Context.of("bsn", "burgerservicenummer", "sofinummer", "citizen service number", "荷兰公民服务号", "荷兰")),
            new Id(FindingKind.PL_PESEL, 11, EuropeanChecks::polishPesel, Context.of("pesel", "波兰")),
            new Id(
                    FindingKind.BE_NN,
                    11,
                    EuropeanChecks::belgianNumber,
                    Context.of(
                            "rijksregisternummer",
                            "rijksregister",
                            "registre national",
                            "numero national",
                            "niss",
                            "insz",
                            "national register",
                            "national number",
                            "比利时"),
                    2,
                    2,
                    2,
                    3,
                    2),
            new Id(FindingKind.SE_PNR, 10, EuropeanChecks::swedishNumber, SWEDEN),
            new Id(FindingKind.SE_PNR, 12, EuropeanChecks::swedishNumber, SWEDEN),
            new Id(
                    FindingKind.UK_NHS,
                    10,
                    EuropeanChecks::nhsNumber,
                    Context.of("nhs", "nhs no", "national health", "patient number", "英国医疗号")),
            new Id(
                    FindingKind.NO_FNR,
                    11,
                    EuropeanChecks::norwegianNumber,
                    Context.of("fodselsnummer", "fødselsnummer", "fnr", "personnummer", "d-nummer", "norwegian", "挪威")),
            new Id(
                    FindingKind.DK_CPR,
                    10,
                    EuropeanChecks::danishNumber,
                    Context.of("cpr", "cpr-nummer", "cpr-nr", "cprnummer", "丹麦")),
            new Id(
                    FindingKind.CH_AHV,
                    13,
                    EuropeanChecks::swissAhv,
                    Context.of("ahv", "avs", "ahv-nr", "sozialversicherungsnummer", "oasi", "瑞士"),
                    3,
                    4,
                    4,
                    2),
            new Id(
                    FindingKind.AT_SVNR,
                    10,
                    EuropeanChecks::austrianNumber,
                    Context.of(
                            "svnr",
                            "sv-nummer",
                            "sv-nr",
                            "sozialversicherungsnummer",
                            "versicherungsnummer",
                            "austrian",
                            "奥地利")),
            new Id(
                    FindingKind.PT_NIF,
                    9,
                    EuropeanChecks::portugueseNif,
                    Context.of("nif", "contribuinte", "numero fiscal", "identificacao fiscal", "葡萄牙")),
            new Id(
                    FindingKind.CZ_RC,
                    10,
                    EuropeanChecks::czechNumber,
                    Context.of("rodne cislo", "rodneho cisla", "birth number", "r.c", "捷克", "斯洛伐克")),
            new Id(
                    FindingKind.RO_CNP,
                    13,
                    EuropeanChecks::romanianCnp,
                    Context.of("cnp", "cod numeric personal", "codul numeric personal", "罗马尼亚")),
            new Id(
                    FindingKind.BG_EGN,
                    10,
                    EuropeanChecks::bulgarianEgn,
                    Context.of("egn", "егн", "единен граждански номер", "保加利亚")),
            new Id(
                    FindingKind.HR_OIB,
                    11,
                    EuropeanChecks::croatianOib,
                    Context.of("oib", "osobni identifikacijski broj", "克罗地亚")),
            new Id(
                    FindingKind.EE_LT_ID,
                    11,
                    EuropeanChecks::balticNumber,
                    Context.of(
                            "isikukood",
                            "asmens kodas",
                            "asmens koda",
                            "estonian",
                            "lithuanian",
                            "personal code",
                            "爱沙尼亚",
                            "立陶宛")),
            new Id(FindingKind.GR_AMKA, 11, EuropeanChecks::greekAmka, Context.of("amka", "αμκα", "希腊")),
            new Id(
                    FindingKind.HU_TAJ,
                    9,
                    EuropeanChecks::hungarianTaj,
                    Context.of("taj", "taj-szam", "tajszam", "tb-szam", "匈牙利")),
            new Id(
                    FindingKind.SI_EMSO,
                    13,
                    EuropeanChecks::slovenianEmso,
                    Context.of("emso", "jmbg", "maticna stevilka", "斯洛文尼亚")));

    private final Run run = new Run(LONGEST);

    @Override
    public @Nullable Hit at(Window window, int position) {
        if (!CharKinds.is(window.at(position), CharKinds.DIGIT) || !NumberRecogniser.begins(window, position)) {
            return null;
        }
        run.digits(window, position);
        if (run.sized(1, 1, 1)) {
            return null;
        }
        String before = null;
        for (int length = Math.min(run.length(), LONGEST); length >= SHORTEST; length--) {
            // points and hyphens are mixed in some of these
            if (run.last(length - 1) && NumberRecogniser.ends(window, run.end(length - 1)) && !run.overLine(length)) {
                var digits = run.first(length);
                for (var id : IDS) {
                    if (id.digits == length && id.valid.test(digits)) {
                        before = before == null ? Context.text(window, position) : before;
                        if (id.words.in(before) > 0 || isWritten(id, window, position)) {
                            return new Hit(id.kind, run.end(length - 1));
                        }
                    }
                }
            }
        }
        return null;
    }

    /** In a form that nothing else has, with nothing before it that says otherwise. */
    private boolean isWritten(Id id, Window window, int position) {
        return id.form.length > 0
                && run.sized(id.form)
                && !(id.digits == SHORTEST && window.at(run.end(2)) != '-')
                && PhoneWords.before(window, position) == PhoneWords.Said.NOTHING;
    }
}
