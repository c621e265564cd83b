package zhiheng.gateway.wire;

import io.vertx.core.Vertx;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.ContentSigner;
import zhiheng.gateway.Keys;
import zhiheng.gateway.Limits;
import zhiheng.gateway.Records;
import zhiheng.gateway.Reviews;
import zhiheng.gateway.Routes;
import zhiheng.gateway.Seal;
import zhiheng.gateway.inspect.Inspections;
import zhiheng.gateway.permit.Permits;
import zhiheng.gateway.upstream.Forwarder;
import zhiheng.gateway.upstream.Owned;

/**
 * All that a call meets on its way.
 *
 * @param signer signs what is labelled; null where the operator gave no key
 */
public record Parts(
        Vertx vertx,
        Permits permits,
        Keys keys,
        Routes routes,
        Inspections inspections,
        Forwarder forwarder,
        Reviews reviews,
        Seal seal,
        Records records,
        Limits limits,
        Clock clock,
        Owned owned,
        @Nullable ContentSigner signer) {}
