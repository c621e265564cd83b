package zhiheng.server.rooms.reminders;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalTime;
import zhiheng.base.Refusal;
import zhiheng.server.ground.identity.Person;
import zhiheng.server.ground.identity.Secrets;
import zhiheng.server.ground.tell.Tidings;

/** Takes what somebody chose, and asks by e-mail whether a new address is theirs. */
record Choosing(ChoiceRows rows, Letters letters) {
    /** So that nobody can make this server send e-mails to strangers without end. */
    static final int MOST_CONFIRMATIONS = 5;

    private static final Duration WITHIN = Duration.ofDays(1);

    /**
     * Stores it; refuses what cannot be. An address that differs from the one before is to be confirmed.
     *
     * @return whether a link was sent
     */
    boolean choose(Person person, Choice wanted) {
        check(wanted);
        return rows.db().write(c -> {
            var before = ChoiceRows.of(c, person.id());
            boolean confirmed = before.map(b -> b.confirmed() && b.address().equals(wanted.address()))
                    .orElse(false);
            boolean known =
                    before.map(b -> b.address().equals(wanted.address())).orElse(false);
            var choice = new Choice(
                    wanted.mail(),
                    wanted.address(),
                    confirmed,
                    wanted.language(),
                    wanted.zone(),
                    wanted.hour(),
                    wanted.quiet(),
                    wanted.urgentPasses(),
                    wanted.daysAhead(),
                    wanted.version());
            boolean asks = !wanted.address().isEmpty()
                    && !confirmed
                    && (!known || !before.get().mail());
            asks &= wanted.mail();
            return put(c, person, choice, asks);
        });
    }

    /** Sends the link that confirms the address once more. */
    void again(Person person) {
        rows.db().write(c -> {
            var choice = ChoiceRows.of(c, person.id()).filter(x -> x.mail() && !x.confirmed());
            return choice.isPresent() && put(c, person, choice.get(), true);
        });
    }

    private boolean put(Connection c, Person person, Choice choice, boolean asks) throws SQLException {
        if (!asks) {
            ChoiceRows.put(c, person.id(), choice, "", rows.clock().instant());
            return false;
        }
        var now = rows.clock().instant();
        if (MailRows.confirmations(c, person.id(), now.minus(WITHIN)) >= MOST_CONFIRMATIONS) {
            throw Refusal.invalid(
                            "一天内最多发送" + MOST_CONFIRMATIONS + "封确认邮件，请明天再试。",
                            "At most " + MOST_CONFIRMATIONS
                                    + " e-mails that confirm an address are sent in a day; try tomorrow.")
                    .at("address");
        }
        var secret = Secrets.random();
        ChoiceRows.put(c, person.id(), choice, secret, now);
        letters.confirm(c, person.id(), choice, person.name(), secret);
        return true;
    }

    private static void check(Choice choice) {
        if (!choice.address().isEmpty() && !SmtpSettings.isAddress(choice.address())) {
            throw Refusal.invalid("须为邮箱地址，例如 wei@example.org。", "Write an e-mail address such as wei@example.org.")
                    .at("address");
        }
        if (choice.mail() && choice.address().isEmpty()) {
            throw Refusal.invalid("要收邮件，请填写邮箱地址。", "Give the address that e-mails go to.")
                    .at("address");
        }
        if (choice.daysAhead() < 0 || choice.daysAhead() > Tidings.MOST_DAYS_AHEAD) {
            throw Refusal.invalid("须为0至" + Tidings.MOST_DAYS_AHEAD + "天。", "0 to " + Tidings.MOST_DAYS_AHEAD + " days.")
                    .at("days");
        }
        if (choice.hour() < 0 || choice.hour() > 23) {
            throw Refusal.invalid("须为0至23时。", "An hour from 0 to 23.").at("hour");
        }
    }

    /** {@code HH:MM}; refuses what is no time of day. */
    static LocalTime time(String field, String typed) {
        if (!typed.matches("([01][0-9]|2[0-3]):[0-5][0-9]")) {
            throw Refusal.invalid("请写成 22:00 这样的时刻。", "Write a time of day such as 22:00.")
                    .at(field);
        }
        return LocalTime.parse(typed);
    }
}
