package zhiheng.gateway;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.permit.Users;

/**
 * What a call asks for, as far as a permit has a say in it.
 *
 * @param user {@link Users#hash} of who the application says is asking, null when it names nobody
 * @param age in years, -1 when the application names none
 * @param model empty for a question that no model answers, such as which models there are
 * @param maxTokens the most that it may use: its largest limit times the answers it asks for; 0 when it names none, {@value #UNLIMITED}
 *     where calls of its kind have no such limit
 * @param tenant the customer of the application for whom it calls, as the application names it; null when it names none
 */
public record Ask(
        String model,
        @Nullable Long user,
        @Nullable String region,
        int age,
        @Nullable String purpose,
        long maxTokens,
        List<String> tools,
        @Nullable String tenant) {
    /** Of a call that names no tenant. */
    public Ask(
            String model,
            @Nullable Long user,
            @Nullable String region,
            int age,
            @Nullable String purpose,
            long maxTokens,
            List<String> tools) {
        this(model, user, region, age, purpose, maxTokens, tools, null);
    }

    public Ask {
        tools = List.copyOf(tools);
    }

    /** The header in which an application names the tenant. */
    public static final String TENANT = "X-Zhiheng-Tenant";

    /** Calls of this kind name no limit of tokens. */
    public static final long UNLIMITED = -1;

    /** Of a call that could not be read. */
    public static final Ask NOTHING = new Ask("", null, null, -1, null, 0, List.of());

    /** Whether no model answers it, so that what a permit says of models, tokens and users does not concern it. */
    public boolean isOfNoModel() {
        return model.isEmpty();
    }

    private static final int MOST_TOOLS = 64;
    private static final int LONGEST = 100;

    /** The same, short enough to be kept with the record of every call: long names are cut, the first tools stand for all. */
    public Ask forTheRecord() {
        if (tools.size() <= MOST_TOOLS
                && fits(region)
                && fits(purpose)
                && fits(tenant)
                && tools.stream().allMatch(Ask::fits)) {
            return this;
        }
        var first = tools.stream()
                .limit(MOST_TOOLS)
                .map(t -> Objects.requireNonNull(cut(t)))
                .toList();
        return new Ask(model, user, cut(region), age, cut(purpose), maxTokens, first, cut(tenant));
    }

    private static boolean fits(@Nullable String name) {
        return name == null || name.length() <= LONGEST;
    }

    private static @Nullable String cut(@Nullable String name) {
        return name == null || name.length() <= LONGEST ? name : name.substring(0, LONGEST);
    }
}
