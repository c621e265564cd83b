package zhiheng.gateway.permit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a call asks for, as far as a permit has a say in it.
 *
 * @param user who the application says is asking; hashed before it is kept
 * @param age in years, -1 when the application names none
 * @param maxTokens the call's own limit, 0 when it names none
 */
public record Ask(
        String model,
        @Nullable String user,
        @Nullable String region,
        int age,
        @Nullable String purpose,
        long maxTokens,
        List<String> tools) {
    public Ask {
        tools = List.copyOf(tools);
    }
}
