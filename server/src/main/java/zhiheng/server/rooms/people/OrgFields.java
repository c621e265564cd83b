package zhiheng.server.rooms.people;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import zhiheng.office.people.Org;
import zhiheng.office.people.OrgNumber;
import zhiheng.office.registry.Orgs;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Errors;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Visit;

/** The fields of an organisation, as a form has them. */
public record OrgFields(Form form, List<Choice> kinds, List<Choice> registers) {
    static OrgFields of(Visit visit, Form form) {
        return new OrgFields(
                form,
                Arrays.stream(Org.Kind.values())
                        .map(k -> new Choice(
                                k.name(), visit.words.t("org." + k), k.name().equals(form.value("org-kind"))))
                        .toList(),
                Arrays.stream(OrgNumber.Register.values())
                        .map(r -> new Choice(
                                r.name(),
                                visit.words.t("org.register." + r),
                                r.name().equals(form.value("org-register"))))
                        .toList());
    }

    /** The fields as the organisation has them. */
    static Form form(Org org) {
        return new Form(
                Map.of(
                        "org-name", org.name(),
                        "org-kind", org.kind().name(),
                        "org-register", org.number().register().name(),
                        "org-number", org.number().value(),
                        "version", Long.toString(org.version())),
                Map.of());
    }

    static Org.Details typed(Visit visit) {
        return new Org.Details(
                kind(visit), visit.typed("org-name"), new OrgNumber(register(visit), visit.typed("org-number")));
    }

    /** Notes each field that cannot be kept. */
    static void check(Visit visit, Errors errors) {
        errors.required("org-name")
                .check("org-name", () -> Orgs.name(visit.typed("org-name")))
                .check("org-number", () -> Orgs.number(register(visit), visit.typed("org-number")));
    }

    private static Org.Kind kind(Visit visit) {
        return Arrays.stream(Org.Kind.values())
                .filter(k -> k.name().equals(visit.typed("org-kind")))
                .findFirst()
                .orElse(Org.Kind.PROVIDER);
    }

    private static OrgNumber.Register register(Visit visit) {
        return visit.typed("org-register").equals(OrgNumber.Register.CN.name())
                ? OrgNumber.Register.CN
                : OrgNumber.Register.OTHER;
    }
}
