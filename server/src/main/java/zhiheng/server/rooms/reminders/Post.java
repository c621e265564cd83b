package zhiheng.server.rooms.reminders;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import zhiheng.base.Text;

/**
 * Takes e-mails to the mail server, again with ever longer pauses where it fails, and gives up after three days. One that was handed
 * over but not yet struck off when this server dies goes again under the same Message-ID.
 */
final class Post {
    static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    static final Duration LONGEST_PAUSE = Duration.ofHours(2);
    static final Duration GIVES_UP = Duration.ofDays(3);
    private static final int MANY = 3;
    private static final System.Logger LOG = System.getLogger(Post.class.getPackageName());

    private final MailRows mails;
    private final ChoiceRows choices;
    private final Predicate<String> active;
    private final Links links;
    private final Mailer mailer;
    private final Clock clock;
    private volatile int failures;

    /** @param active whether a person may still sign in */
    Post(MailRows mails, ChoiceRows choices, Predicate<String> active, Links links, Mailer mailer, Clock clock) {
        this.mails = mails;
        this.choices = choices;
        this.active = active;
        this.links = links;
        this.mailer = mailer;
        this.clock = clock;
    }

    /** Sends what is due. @return how many were handed over */
    int round() throws InterruptedException {
        int sent = 0;
        for (var next = mails.claim(); next.isPresent(); next = mails.claim()) {
            sent += send(next.get()) ? 1 : 0;
        }
        return sent;
    }

    private boolean send(Mail mail) throws InterruptedException {
        if (!wanted(mail)) {
            mails.end(mail, "DROPPED", "");
            return false;
        }
        switch (mailer.send(mail, mail.confirms() ? "" : links.stop(mail.person()))) {
            case Mailer.Result.Sent() -> {
                mails.end(mail, "SENT", "");
                failures = 0;
                return true;
            }
            case Mailer.Result.Never(var why) -> {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "the mail server refuses e-mail {0} for good ({1})",
                        mail.id(),
                        why);
                mails.end(mail, "FAILED", why);
            }
            case Mailer.Result.Later(var why) -> later(mail, why);
        }
        return false;
    }

    /** Somebody may have left, chosen otherwise, or moved to another address since it was written. */
    private boolean wanted(Mail mail) {
        if (!active.test(mail.person())) {
            return false;
        }
        var choice = choices.of(mail.person());
        return choice.isPresent()
                && choice.get().address().equals(mail.address())
                && (mail.confirms() ? !choice.get().confirmed() : choice.get().reachable());
    }

    private void later(Mail mail, String why) {
        var now = clock.instant();
        if (!now.isBefore(mail.made().plus(GIVES_UP))) {
            mails.end(mail, "FAILED", why);
            return;
        }
        failures++;
        LOG.log(
                System.Logger.Level.WARNING,
                "the mail server does not take e-mail {0} ({1}); it is tried again",
                mail.id(),
                why);
        mails.later(mail, now.plus(pause(mail.tries())), why);
    }

    static Duration pause(int tries) {
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.clamp(tries - 1, 0, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** What administrators should know; empty where e-mails go out. */
    Optional<Text> trouble() {
        if (failures < MANY) {
            return Optional.empty();
        }
        var why = mails.counts().trouble();
        return Optional.of(new Text(
                "邮件服务器不收信（" + why + "）。邮件在等待并会重试；请检查 ZHIHENG_SMTP_ 各项设置。",
                "The mail server takes no e-mails (" + why
                        + "). They wait and are tried again; check the settings ZHIHENG_SMTP_…."));
    }
}
