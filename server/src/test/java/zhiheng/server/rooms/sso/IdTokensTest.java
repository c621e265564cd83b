package zhiheng.server.rooms.sso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import zhiheng.base.Refusal;
import zhiheng.base.testing.MovableClock;

/** One token is right; each of the others is wrong in one thing. */
class IdTokensTest {
    private static final String NONCE = "the nonce";

    private final MovableClock clock = new MovableClock();
    private final RSAKey rsa = rsa("r1");
    private final ECKey ec = ec("e1");
    private final AtomicReference<JWKSet> published = new AtomicReference<>(new JWKSet(List.of(rsa, ec)));
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;
    private Provider provider;
    private IdTokens tokens;
    private String issuer;

    private static RSAKey rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static ECKey ec(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        issuer = "http://127.0.0.1:" + server.getAddress().getPort();
        serve("/.well-known/openid-configuration", () -> """
            {"issuer":"%1$s","authorization_endpoint":"%1$s/a","token_endpoint":"%1$s/t","jwks_uri":"%1$s/k"}
            """.formatted(issuer));
        serve("/k", () -> {
            asked.incrementAndGet();
            return published.get().toString(true);
        });
        server.start();
        var settings = new SsoSettings(URI.create(issuer), "us", "", SsoSettings.Match.LINK, "");
        provider = new Provider(settings, clock);
        tokens = new IdTokens(settings, provider, clock);
    }

    private void serve(String path, java.util.function.Supplier<String> body) {
        server.createContext(path, exchange -> {
            var bytes = body.get().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    @AfterEach
    void stop() {
        provider.close();
        server.stop(0);
    }

    private JWTClaimsSet.Builder right() {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience("us")
                .subject("wei")
                .claim("nonce", NONCE)
                .issueTime(Date.from(clock.instant()))
                .expirationTime(Date.from(clock.instant().plusSeconds(60)));
    }

    private static String signed(JWSAlgorithm algorithm, String key, JWSSigner signer, JWTClaimsSet claims)
            throws JOSEException {
        var jwt = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(key).build(), claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    private String with(UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
        return signed(
                JWSAlgorithm.RS256,
                "r1",
                new RSASSASigner(rsa),
                change.apply(right()).build());
    }

    private void refused(String token, String why) {
        assertThatThrownBy(() -> tokens.check(token, NONCE))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("does not hold (" + why);
    }

    @Test
    void a_right_token_passes_under_both_algorithms() throws Exception {
        assertThat(tokens.check(with(c -> c), NONCE).getSubject()).isEqualTo("wei");
        var curve = signed(JWSAlgorithm.ES256, "e1", new ECDSASigner(ec), right().build());
        assertThat(tokens.check(curve, NONCE).getSubject()).isEqualTo("wei");
    }

    @Test
    void a_claim_that_is_wrong_or_missing_refuses_the_token() throws Exception {
        refused(with(c -> c.issuer("https://other.example")), "iss");
        refused(with(c -> c.issuer(null)), "iss");
        refused(with(c -> c.audience("another")), "aud");
        refused(with(c -> c.audience(List.of("us", "another"))), "aud");
        refused(with(c -> c.audience(List.of("us", "another")).claim("azp", "another")), "aud");
        refused(with(c -> c.claim("nonce", "of another sign-in")), "nonce");
        refused(with(c -> c.claim("nonce", null)), "nonce");
        refused(with(c -> c.expirationTime(null)), "exp");
        refused(with(c -> c.issueTime(null)), "iat");
        refused(with(c -> c.subject(null)), "sub");
        assertThat(tokens.check(with(c -> c.audience(List.of("us", "another")).claim("azp", "us")), NONCE)
                        .getSubject())
                .isEqualTo("wei");
    }

    @Test
    void clocks_may_differ_by_fifteen_seconds_and_no_more() throws Exception {
        var now = clock.instant();
        tokens.check(with(c -> c.expirationTime(Date.from(now.minusSeconds(14)))), NONCE);
        refused(with(c -> c.expirationTime(Date.from(now.minusSeconds(15)))), "exp");
        tokens.check(with(c -> c.issueTime(Date.from(now.plusSeconds(15)))), NONCE);
        refused(with(c -> c.issueTime(Date.from(now.plusSeconds(16)))), "iat");
        refused(with(c -> c.notBeforeTime(Date.from(now.plusSeconds(16)))), "nbf");
    }

    @Test
    void a_signature_that_is_missing_or_of_another_key_or_kind_refuses_the_token() throws Exception {
        refused(new PlainJWT(right().build()).serialize(), "ParseException");
        refused(signed(JWSAlgorithm.RS256, "r1", new RSASSASigner(rsa("r1")), right().build()), "BadJWS");
        refused(signed(JWSAlgorithm.RS512, "r1", new RSASSASigner(rsa), right().build()), "BadJ");
        // the public key taken as the secret of a MAC, which everybody could make
        var mac = new MACSigner(rsa.toRSAPublicKey().getEncoded());
        refused(signed(JWSAlgorithm.HS256, "r1", mac, right().build()), "BadJ");
        var bent = with(c -> c);
        refused(bent.substring(0, bent.length() - 8) + "AAAAAAAA", "BadJWS");
        refused("", "ParseException");
    }

    @Test
    void a_key_that_is_new_there_is_fetched_and_unknown_ones_cause_no_flood() throws Exception {
        tokens.check(with(c -> c), NONCE);
        var next = rsa("r2");
        published.set(new JWKSet(next));
        clock.pass(Duration.ofSeconds(31));
        var token = signed(JWSAlgorithm.RS256, "r2", new RSASSASigner(next), right().build());
        assertThat(tokens.check(token, NONCE).getSubject()).isEqualTo("wei");
        var before = asked.get();
        for (int i = 0; i < 5; i++) {
            refused(signed(JWSAlgorithm.RS256, "r9", new RSASSASigner(rsa("r9")), right().build()), "BadJ");
        }
        assertThat(asked.get()).isEqualTo(before);
    }

    @Test
    void a_provider_that_calls_itself_otherwise_is_refused() {
        var other = new SsoSettings(URI.create(issuer + "/"), "us", "", SsoSettings.Match.LINK, "");
        try (var mistaken = new Provider(other, clock)) {
            assertThatThrownBy(mistaken::metadata).isInstanceOf(Refusal.class).hasMessageContaining("issuer");
        }
    }
}
