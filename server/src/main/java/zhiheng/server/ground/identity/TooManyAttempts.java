package zhiheng.server.ground.identity;

import java.time.Duration;
import zhiheng.base.Text;

/** Sign-in refused for a while after too many wrong passwords for one login from one address. */
public final class TooManyAttempts extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Duration wait;

    TooManyAttempts(Duration wait) {
        super("Too many wrong passwords. Try again in " + minutes(wait) + " minutes.");
        this.wait = wait;
    }

    public Duration retryAfter() {
        return wait;
    }

    public Text text() {
        return new Text("密码错误次数过多，请在" + minutes(wait) + "分钟后重试。", String.valueOf(getMessage()));
    }

    private static long minutes(Duration wait) {
        return wait.toMinutes() + 1;
    }
}
