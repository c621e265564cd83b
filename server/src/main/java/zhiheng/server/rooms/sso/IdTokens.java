package zhiheng.server.rooms.sso;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Set;
import zhiheng.base.Refusal;

/** Checks an ID token as OpenID Connect Core 1.0 demands in section 3.1.3.7. Anything amiss refuses it whole. */
record IdTokens(SsoSettings settings, Provider provider, Clock clock) {
    /** How far the clocks of two machines may differ. */
    static final Duration TOLERANCE = Duration.ofSeconds(15);

    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);

    JWTClaimsSet check(String token, String nonce) {
        try {
            var claims = signed(SignedJWT.parse(token));
            claims(claims, nonce);
            return claims;
        } catch (ParseException | BadJOSEException | JOSEException e) {
            throw untrue(e.getClass().getSimpleName());
        }
    }

    private JWTClaimsSet signed(SignedJWT token) throws BadJOSEException, JOSEException {
        var wanted = new JWKSelector(
                new JWKMatcher.Builder().keyID(token.getHeader().getKeyID()).build());
        var known = provider.keys(false);
        var keys = wanted.select(known).isEmpty() ? provider.keys(true) : known;
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(ALGORITHMS, (selector, context) -> selector.select(keys)));
        processor.setJWTClaimsSetVerifier((claims, context) -> {}); // below, with our clock
        return processor.process(token, null);
    }

    private void claims(JWTClaimsSet claims, String nonce) throws ParseException {
        var now = clock.instant();
        var audience = claims.getAudience();
        if (!settings.issuer().toString().equals(claims.getIssuer())) {
            throw untrue("iss");
        }
        var party = claims.getStringClaim("azp");
        if (!audience.contains(settings.clientId())
                || audience.size() > 1 && party == null
                || party != null && !party.equals(settings.clientId())) {
            throw untrue("aud");
        }
        if (late(claims.getExpirationTime(), now.minus(TOLERANCE))) {
            throw untrue("exp");
        }
        var issued = claims.getIssueTime();
        if (issued == null || issued.toInstant().isAfter(now.plus(TOLERANCE))) {
            throw untrue("iat");
        }
        var from = claims.getNotBeforeTime();
        if (from != null && from.toInstant().isAfter(now.plus(TOLERANCE))) {
            throw untrue("nbf");
        }
        if (!nonce.equals(claims.getStringClaim("nonce"))) {
            throw untrue("nonce");
        }
        if (claims.getSubject() == null || claims.getSubject().isEmpty()) {
            throw untrue("sub");
        }
    }

    private static boolean late(@org.jspecify.annotations.Nullable Date expires, java.time.Instant now) {
        return expires == null || !expires.toInstant().isAfter(now);
    }

    static Refusal untrue(String what) {
        return Refusal.forbidden(
                "身份提供方的答复不可信（" + what + "），未登录。请重新登录。",
                "What came back from the identity provider does not hold (" + what
                        + "); you are not signed in. Sign in again.");
    }
}
