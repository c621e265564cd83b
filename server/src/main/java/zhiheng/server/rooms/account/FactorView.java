package zhiheng.server.rooms.account;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.identity.SecondFactor;
import zhiheng.server.ground.page.Form;

/**
 * The second factor of the own account.
 *
 * @param begun the key that waits to be confirmed
 * @param codes recovery codes just made, shown once
 */
public record FactorView(boolean on, SecondFactor.@Nullable Enrolment begun, List<String> codes, Form form) {}
