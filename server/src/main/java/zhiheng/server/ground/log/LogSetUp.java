package zhiheng.server.ground.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.jul.LevelChangePropagator;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Sets logback up from {@link LogSettings}, without a file to find and read. Found by logback through its service file. */
public final class LogSetUp extends ContextAwareBase implements Configurator {
    /** For a server: what libraries say through {@code java.util.logging} goes to the log too. */
    public static void forServer() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        var wrong = LogSettings.ofProcess().wrong();
        if (!wrong.isEmpty()) {
            LoggerFactory.getLogger(LogSetUp.class).warn(wrong);
        }
    }

    /** For a command that tells its own story while a server runs beside it: trouble only, unless a level was asked for. */
    public static void forStory() {
        forServer();
        if (LogSettings.ofProcess().level() == System.Logger.Level.INFO
                && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger("zhiheng").setLevel(Level.WARN);
        }
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        configure(context, LogSettings.ofProcess(), new FileOutputStream(FileDescriptor.err));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    static void configure(LoggerContext context, LogSettings settings, java.io.OutputStream to) {
        var lines = new LogLines(settings.json());
        lines.setContext(context);
        var appender = new OutputStreamAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setName("lines");
        appender.setEncoder(lines);
        appender.setOutputStream(to);
        appender.start();
        // java.util.logging is told the levels, so that a line that nobody wants costs nothing there either.
        var levels = new LevelChangePropagator();
        levels.setContext(context);
        levels.setResetJUL(false);
        levels.start();
        context.addListener(levels);
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(logback(settings.of("")));
        root.addAppender(appender);
        context.getLogger("zhiheng").setLevel(logback(settings.of("zhiheng")));
        context.getLogger("org.apache.pdfbox")
                .setLevel(Level.ERROR); // a broken PDF that somebody sent is no trouble of ours
    }

    private static Level logback(System.Logger.Level level) {
        return switch (level) {
            case ALL, TRACE -> Level.TRACE;
            case DEBUG -> Level.DEBUG;
            case INFO -> Level.INFO;
            case WARNING -> Level.WARN;
            case ERROR -> Level.ERROR;
            case OFF -> Level.OFF;
        };
    }
}
