package zhiheng.office.people;

import java.util.List;
import java.util.stream.Collectors;
import zhiheng.base.Refusal;
import zhiheng.base.Text;

/**
 * Which roles fit which organisation. A provider's people see their own; whoever sees all belongs to an authority, to a
 * department or, to look after a company's own installation, to the organisation that runs it.
 */
public final class Fit {
    private Fit() {}

    public static List<Role> roles(Org org) {
        return switch (org.kind()) {
            case AUTHORITY -> List.of(Role.OFFICER, Role.AUDITOR, Role.ADMINISTRATOR);
            case DEPARTMENT -> List.of(Role.OFFICER, Role.PROVIDER, Role.AUDITOR, Role.ADMINISTRATOR);
            case PROVIDER ->
                org.operator() ? List.of(Role.PROVIDER, Role.AUDITOR, Role.ADMINISTRATOR) : List.of(Role.PROVIDER);
        };
    }

    /** Refuses a role that does not fit, and says which do. */
    public static void check(Role role, Org org) {
        var fit = roles(org);
        if (!fit.contains(role)) {
            throw Refusal.invalid(
                    "角色“" + name(role).zh() + "”不适合该组织。适合的角色："
                            + fit.stream().map(r -> name(r).zh()).collect(Collectors.joining("、")) + "。",
                    "The role " + name(role).en() + " does not fit this organisation. These fit: "
                            + fit.stream().map(r -> name(r).en()).collect(Collectors.joining(", ")) + ".");
        }
    }

    private static Text name(Role role) {
        return switch (role) {
            case ADMINISTRATOR -> new Text("管理员", "administrator");
            case OFFICER -> new Text("主管部门人员", "officer");
            case PROVIDER -> new Text("提供者", "provider");
            case AUDITOR -> new Text("审计员", "auditor");
        };
    }
}
