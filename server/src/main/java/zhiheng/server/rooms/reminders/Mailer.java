package zhiheng.server.rooms.reminders;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.util.Date;
import java.util.Properties;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;

/** Hands e-mails to the mail server, one at a time, each on a connection of its own. The server's certificate must bear its name. */
final class Mailer {
    static final int TIMEOUT_SECONDS = 30;
    /** Answers that ask for a sign-in, or another (RFC 4954). */
    private static final Set<Integer> SIGN_IN = Set.of(530, 534, 535, 538);

    private static final String TIMEOUT = Integer.toString(TIMEOUT_SECONDS * 1_000 / 2);

    private final SmtpSettings settings;
    private final Session session;
    private final Clock clock;

    /** What came of it. */
    sealed interface Result {
        record Sent() implements Result {}

        /** The server will take neither this nor the same again. */
        record Never(String why) implements Result {}

        record Later(String why) implements Result {}
    }

    Mailer(SmtpSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        session = Session.getInstance(properties(settings), new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(settings.user(), settings.password());
            }
        });
    }

    private static Properties properties(SmtpSettings s) {
        var p = new Properties();
        p.setProperty("mail.transport.protocol", "smtp");
        p.setProperty("mail.smtp.host", s.host());
        p.setProperty("mail.smtp.port", Integer.toString(s.port()));
        p.setProperty("mail.smtp.localhost", s.domain()); // else it asks the resolver for a name of this machine
        p.setProperty("mail.smtp.auth", Boolean.toString(!s.user().isEmpty()));
        p.setProperty("mail.smtp.ssl.enable", Boolean.toString(s.tls() == SmtpSettings.Tls.TLS));
        p.setProperty("mail.smtp.starttls.enable", Boolean.toString(s.tls() == SmtpSettings.Tls.STARTTLS));
        p.setProperty("mail.smtp.starttls.required", Boolean.toString(s.tls() == SmtpSettings.Tls.STARTTLS));
        p.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        p.setProperty("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
        for (var wait : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
            p.setProperty("mail.smtp." + wait, TIMEOUT);
        }
        if (s.ca() != null) {
            p.put("mail.smtp.ssl.socketFactory", trusting(s.ca()));
        }
        return p;
    }

    private static SSLSocketFactory trusting(Path ca) {
        try (var in = Files.newInputStream(ca)) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int n = 0;
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca" + n++, certificate);
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw Refusal.invalid("文件中没有 PEM 证书：" + ca, "The file holds no PEM certificates: " + ca)
                    .at("ZHIHENG_SMTP_CA");
        }
    }

    /** @param stop the address at which the person ends e-mails with one request (RFC 8058); "" for what nobody subscribed to */
    Result send(Mail mail, String stop) {
        try {
            Transport.send(message(mail, stop));
            return new Result.Sent();
        } catch (MessagingException e) {
            return refused(e);
        }
    }

    private Message message(Mail mail, String stop) throws MessagingException {
        var message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", "<" + mail.id() + "@" + settings.domain() + ">");
            }
        };
        message.setFrom(new InternetAddress(settings.from()));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.address()));
        message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
        message.setText(mail.body(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader("Auto-Submitted", "auto-generated");
        if (!stop.isEmpty()) {
            message.setHeader("List-Unsubscribe", "<" + stop + ">");
            message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        return message;
    }

    /** Answers 5xx to the recipient or the text are for ever; those to a sign-in, and anything else, a person can put right. */
    private static Result refused(MessagingException e) {
        int code = 0;
        for (Throwable at = e; at != null; at = next(at)) {
            if (at instanceof SMTPAddressFailedException address) {
                code = address.getReturnCode(); // more exact than that of the e-mail around it
            } else if (at instanceof SMTPSendFailedException whole && code == 0) {
                code = whole.getReturnCode();
            }
        }
        if (code <= 0) {
            return new Result.Later(kind(e));
        }
        boolean never = code >= 500 && !SIGN_IN.contains(code);
        return never ? new Result.Never("SMTP " + code) : new Result.Later("SMTP " + code);
    }

    private static @Nullable Throwable next(Throwable e) {
        return e instanceof MessagingException m && m.getNextException() != null ? m.getNextException() : e.getCause();
    }

    /** The kind says enough; a message may quote what was sent. */
    private static String kind(MessagingException e) {
        Throwable last = e;
        for (Throwable at = e; at != null; at = next(at)) {
            last = at;
        }
        return e instanceof AuthenticationFailedException
                ? "sign-in refused"
                : last.getClass().getSimpleName();
    }
}
