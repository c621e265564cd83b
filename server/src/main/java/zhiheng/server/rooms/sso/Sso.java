package zhiheng.server.rooms.sso;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.OfficeStore;
import zhiheng.office.acts.Outbox;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;
import zhiheng.server.ground.identity.Identity;
import zhiheng.server.ground.identity.Person;
import zhiheng.server.ground.identity.Session;
import zhiheng.server.ground.identity.Visitor;

/**
 * Sign-in by OpenID Connect: authorization code with PKCE. The provider says who somebody is; who may do what is said here alone.
 * People are never made by it.
 */
public final class Sso implements AutoCloseable {
    private final SsoSettings settings;
    private final Identity identity;
    private final OfficeStore store;
    private final Outbox outbox;
    private final Clock clock;
    private final Provider provider;
    private final IdTokens tokens;
    private final Journeys journeys;

    Sso(SsoSettings settings, Identity identity, OfficeStore store, Outbox outbox, Clock clock) {
        this.settings = settings;
        this.identity = identity;
        this.store = store;
        this.outbox = outbox;
        this.clock = clock;
        this.provider = new Provider(settings, clock);
        this.tokens = new IdTokens(settings, provider, clock);
        this.journeys = new Journeys(clock);
    }

    /** What comes back from the provider to the redirect address. */
    record Answer(String state, String code, String issuer, String error) {}

    /** Somebody who is in, and the page that was asked for. */
    record Arrival(Session session, String to) {}

    /** What the button says. */
    public String label() {
        return settings.label();
    }

    /** Where the browser is sent to. @param browser a secret that it keeps meanwhile */
    URI begin(String browser, String redirect, String invitation, String to) {
        var metadata = provider.metadata();
        var journey = journeys.fresh(browser, redirect, invitation, to);
        var ask = new LinkedHashMap<String, String>();
        ask.put("response_type", "code");
        ask.put("client_id", settings.clientId());
        ask.put("redirect_uri", redirect);
        ask.put("scope", "openid profile email");
        ask.put("state", journeys.begin(journey));
        ask.put("nonce", journey.nonce());
        ask.put("code_challenge", challenge(journey.verifier()));
        ask.put("code_challenge_method", "S256");
        return with(metadata.authorization(), ask);
    }

    private static URI with(URI address, Map<String, String> ask) {
        return URI.create(address + (address.getRawQuery() == null ? "?" : "&") + Provider.query(ask));
    }

    static String challenge(String verifier) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets in whom the answer is about, or refuses. */
    Arrival end(Answer answer, String browser, Visitor visitor) {
        var journey = journeys.end(answer.state(), browser)
                .orElseThrow(() -> Refusal.forbidden(
                        "这次登录不是从本浏览器发起的，或已过期。请重新登录。",
                        "This sign-in did not begin in this browser, or took too long. Sign in again."));
        if (!answer.issuer().isEmpty()
                        && !answer.issuer().equals(settings.issuer().toString())
                || answer.issuer().isEmpty() && provider.metadata().issInAnswers()) {
            throw IdTokens.untrue("iss");
        }
        if (!answer.error().isEmpty() || answer.code().isEmpty()) {
            throw Refusal.forbidden(
                    "身份提供方没有让您登录，或您取消了登录。请重试，或改用密码登录。",
                    "The identity provider did not let you in, or you turned back. Try again or use a password.");
        }
        var sent = provider.redeem(answer.code(), journey.redirect(), journey.verifier());
        var claims = tokens.check(sent.path("id_token").asString(""), journey.nonce());
        var person = journey.invitation().isEmpty()
                ? known(claims, sent.path("access_token").asString(""))
                : invited(claims, journey.invitation());
        return identity.enterVouched(person, visitor)
                .map(session -> new Arrival(session, journey.to()))
                .orElseThrow(Sso::unknown);
    }

    private String known(JWTClaimsSet claims, String accessToken) {
        var link = store.read(tx -> SsoLinks.in(tx).bySubject(issuer(), claims.getSubject()));
        if (link.isPresent()) {
            return link.get().personId();
        }
        var login = login(claims, accessToken);
        var person = login == null ? Optional.<Person>empty() : identity.byLogin(login);
        link(claims.getSubject(), person.orElseThrow(Sso::unknown));
        return person.get().id();
    }

    /** The login that the provider vouches for, where the setting says that this is enough. */
    private @Nullable String login(JWTClaimsSet claims, String accessToken) {
        if (settings.match() == SsoSettings.Match.LINK) {
            return null;
        }
        var said = said(claims, accessToken);
        return settings.match() == SsoSettings.Match.LOGIN ? said.login() : said.verified() ? said.email() : null;
    }

    private record Said(@Nullable String login, @Nullable String email, boolean verified) {}

    /** Many providers put name and address into userinfo alone (OpenID Connect Core 5.4). */
    private Said said(JWTClaimsSet claims, String accessToken) {
        try {
            var said = new Said(
                    claims.getStringClaim("preferred_username"),
                    claims.getStringClaim("email"),
                    Boolean.TRUE.equals(claims.getBooleanClaim("email_verified")));
            var info = provider.metadata().userInfo();
            var enough = settings.match() == SsoSettings.Match.LOGIN ? said.login() : said.email();
            if (enough != null || info == null || accessToken.isEmpty()) {
                return said;
            }
        } catch (ParseException e) {
            throw IdTokens.untrue("claims");
        }
        var info = java.util.Objects.requireNonNull(provider.metadata().userInfo());
        var more = provider.userInfo(info, accessToken);
        if (!claims.getSubject().equals(more.path("sub").asString(""))) {
            throw IdTokens.untrue("userinfo sub"); // Core 5.3.2: it may be somebody else's
        }
        return new Said(
                text(more.path("preferred_username").asString("")),
                text(more.path("email").asString("")),
                more.path("email_verified").asBoolean(false));
    }

    private static @Nullable String text(String value) {
        return value.isEmpty() ? null : value;
    }

    /** Whom the one-time link was made for is, from now on, this subject. The link is used up. */
    private String invited(JWTClaimsSet claims, String invitation) {
        var person = identity.own()
                .invited(invitation)
                .orElseThrow(() -> Refusal.forbidden(
                        "该链接已失效、已过期或已用过。请向管理员索取新的链接。",
                        "This link is void, too old or was used. Ask an administrator for a new one."));
        link(claims.getSubject(), person);
        identity.own().used(invitation);
        return person.id();
    }

    private void link(String subject, Person person) {
        outbox.record((tx, acts) -> {
            var links = SsoLinks.in(tx);
            var there = links.bySubject(issuer(), subject);
            if (there.isPresent() && !there.get().personId().equals(person.id())) {
                throw Refusal.conflict(
                        "您在身份提供方的账号已属于本系统的另一人。请管理员先解除。",
                        "Your account there already belongs to somebody else here. An administrator has to undo that"
                                + " first.");
            }
            if (there.isEmpty()) {
                if (links.byPerson(issuer(), person.id()).isPresent()) {
                    throw unknown(); // another account there bears the same login now
                }
                links.add(issuer(), subject, person.id(), clock.instant());
                acts.add(person.actor(), "sso.linked", person.id(), "", "", Map.of());
            }
            return person;
        });
    }

    /** Whether this person can sign in by the provider. */
    public boolean linked(String personId) {
        return store.read(tx -> SsoLinks.in(tx).byPerson(issuer(), personId)).isPresent();
    }

    /** Administrators only: the person's account at the provider opens nothing here any more. */
    public void unlink(Actor actor, String personId) {
        if (actor.role() != Role.ADMINISTRATOR) {
            throw Refusal.forbidden("只有管理员可以管理人员。", "Only an administrator manages people.");
        }
        outbox.record((tx, acts) -> {
            if (SsoLinks.in(tx).byPerson(issuer(), personId).isPresent()) {
                SsoLinks.in(tx).remove(issuer(), personId);
                acts.add(actor, "sso.unlinked", personId, "", "", Map.of());
            }
            return personId;
        });
        identity.staff().signOutEverywhere(actor, personId);
    }

    /** Where one signs out at the provider too (OpenID Connect RP-Initiated Logout 1.0); null where it offers nothing. */
    public @Nullable URI signOut() {
        try {
            var end = provider.metadata().endSession();
            return end == null ? null : with(end, Map.of("client_id", settings.clientId()));
        } catch (Refusal e) {
            return null; // one is signed out here in any case
        }
    }

    private String issuer() {
        return settings.issuer().toString();
    }

    private static Refusal unknown() {
        return Refusal.forbidden(
                "身份提供方确认了您的身份，但本系统没有与之对应的账号。请向管理员索取邀请链接，并从该链接登录。",
                "The identity provider knows you, but nobody here is linked to that account. Ask an administrator for"
                        + " an invitation and sign in from its link.");
    }

    @Override
    public void close() {
        provider.close();
    }
}
