package zhiheng.server.ground.log;

import java.text.MessageFormat;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LocationAwareLogger;

/**
 * Leads {@link System.Logger} to the log. A line below the level costs one comparison and loads nothing: the JDK itself asks for a
 * logger at every {@code System.exit}, which a short command must not pay for with a logging library.
 */
public final class SystemLogs extends System.LoggerFinder {
    @Override
    public System.Logger getLogger(String name, Module module) {
        return new Lines(name, LogSettings.ofProcess().of(name));
    }

    private record Lines(String getName, System.Logger.Level least) implements System.Logger {
        @Override
        public boolean isLoggable(Level level) {
            return level != Level.OFF && level.getSeverity() >= least.getSeverity();
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle words, @Nullable String message, @Nullable Throwable thrown) {
            if (isLoggable(level)) {
                say(level, word(words, message), thrown);
            }
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle words, @Nullable String format, @Nullable Object... values) {
            if (isLoggable(level)) {
                say(level, filled(word(words, format), values), null);
            }
        }

        private void say(Level level, String message, @Nullable Throwable thrown) {
            ((LocationAwareLogger) LoggerFactory.getLogger(getName))
                    .log(null, SystemLogs.class.getName(), slf4j(level), message, null, thrown);
        }

        private static int slf4j(Level level) {
            return switch (level) {
                case ALL, TRACE -> LocationAwareLogger.TRACE_INT;
                case DEBUG -> LocationAwareLogger.DEBUG_INT;
                case INFO -> LocationAwareLogger.INFO_INT;
                case WARNING -> LocationAwareLogger.WARN_INT;
                case ERROR, OFF -> LocationAwareLogger.ERROR_INT;
            };
        }

        private static String word(@Nullable ResourceBundle words, @Nullable String key) {
            var text = key == null ? "" : key;
            return words != null && words.containsKey(text) ? words.getString(text) : text;
        }

        /** As the JDK's own loggers do it: a pattern that is none is said as it stands. */
        private static String filled(String format, @Nullable Object @Nullable [] values) {
            if (values == null || values.length == 0) {
                return format;
            }
            try {
                return new MessageFormat(format, java.util.Locale.ROOT).format(values);
            } catch (IllegalArgumentException e) {
                return format;
            }
        }
    }
}
