package zhiheng.server.rooms.account;

import gg.jte.Content;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.identity.SecondFactor;
import zhiheng.server.ground.page.Form;

/**
 * The second factor of the own account.
 *
 * @param begun the key that waits to be confirmed
 * @param picture of that key as a QR code
 * @param codes recovery codes just made, shown once
 */
public record FactorView(
        boolean on,
        SecondFactor.@Nullable Enrolment begun,
        @Nullable Content picture,
        List<String> codes,
        Form form) {}
