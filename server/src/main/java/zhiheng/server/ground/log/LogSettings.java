package zhiheng.server.ground.log;

import java.util.Locale;
import java.util.Map;

/**
 * Form and level of the log, from the environment. A wrong value is no reason to be silent or to stop: it counts as unset, and
 * {@link #wrong} says so.
 *
 * @param json one JSON object a line, else plain text
 * @param level of Zhiheng's own lines; libraries say warnings and errors only, from debug on also what they tell as information
 * @param wrong what is wrong with the settings, empty if nothing
 */
record LogSettings(boolean json, System.Logger.Level level, String wrong) {
    static final String FORM = "ZHIHENG_LOG";
    static final String LEVEL = "ZHIHENG_LOG_LEVEL";
    private static final LogSettings OF_PROCESS = of(System.getenv());

    static LogSettings ofProcess() {
        return OF_PROCESS;
    }

    static LogSettings of(Map<String, String> environment) {
        var form = environment.getOrDefault(FORM, "").strip().toLowerCase(Locale.ROOT);
        var asked = environment.getOrDefault(LEVEL, "").strip().toLowerCase(Locale.ROOT);
        var wrong = new StringBuilder();
        if (!form.isEmpty() && !form.equals("plain") && !form.equals("json")) {
            wrong.append(FORM).append(" is plain or json; taken as plain. ");
        }
        var level = switch (asked) {
            case "trace" -> System.Logger.Level.TRACE;
            case "debug" -> System.Logger.Level.DEBUG;
            case "", "info" -> System.Logger.Level.INFO;
            case "warn", "warning" -> System.Logger.Level.WARNING;
            case "error" -> System.Logger.Level.ERROR;
            case "off" -> System.Logger.Level.OFF;
            default -> {
                wrong.append(LEVEL).append(" is trace, debug, info, warn, error or off; taken as info.");
                yield System.Logger.Level.INFO;
            }
        };
        return new LogSettings(form.equals("json"), level, wrong.toString().strip());
    }

    /** The least level at which a logger of this name speaks. */
    System.Logger.Level of(String logger) {
        if (logger.equals("zhiheng") || logger.startsWith("zhiheng.")) {
            return level;
        }
        var libraries = level.getSeverity() <= System.Logger.Level.DEBUG.getSeverity()
                ? System.Logger.Level.INFO
                : System.Logger.Level.WARNING;
        return level.getSeverity() > libraries.getSeverity() ? level : libraries;
    }
}
