package org.quoin.ledger.console;

import java.util.Map;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.Terminal;
import org.jspecify.annotations.Nullable;

/**
 * Where the output of a command appears: on somebody's terminal, or, with the width 0, in a pipe, a file or a script, which
 * get everything whole and plain.
 *
 * @param width in characters; 0 where there is no terminal
 * @param rewritable whether a line may be written over: not on a terminal that calls itself dumb
 * @param colours whether its user wants colours: not with {@code NO_COLOR} (no-color.org)
 */
public record Screen(int width, boolean rewritable, boolean colours) {
    /** The session variable by which {@code quoin:exec} says how wide its caller's terminal is; without it there is none. */
    public static final String COLUMNS = "quoin.columns";

    /** The session variable of that terminal's type, as {@code TERM} names it. */
    public static final String TYPE = "quoin.terminal";

    public static final String NO_COLOR = "NO_COLOR";

    static final Screen NONE = new Screen(0, false, false);

    private static final int NARROWEST = 20;

    /** How a piece of text stands out (ECMA-48, select graphic rendition). */
    public enum Style {
        BOLD("1"),
        GREEN("32"),
        YELLOW("33"),
        RED("31");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

    private static final Map<String, Style> STANDINGS = Map.of(
            "active", Style.GREEN,
            "applied", Style.GREEN,
            "redeemed", Style.GREEN,
            "yes", Style.GREEN,
            "available", Style.YELLOW,
            "draining", Style.YELLOW,
            "open", Style.YELLOW,
            "rejected", Style.RED,
            "refused", Style.RED,
            "no", Style.RED);

    /** The one that a command of the session writes to now. */
    public static Screen of(Session session) {
        if (isPiped(session)) {
            return NONE;
        }
        Terminal terminal = session.getTerminal();
        return terminal == null
                ? of(columns(session), variable(session, TYPE), variable(session, NO_COLOR))
                : of(terminal.getWidth(), terminal.getType(), variable(session, NO_COLOR));
    }

    /** By what the environment says of a terminal, in the manner of {@code TERM} and {@code NO_COLOR}. */
    public static Screen of(int width, @Nullable String type, @Nullable String noColor) {
        if (width <= 0) {
            return NONE;
        }
        boolean able = type != null && !type.isEmpty() && !type.startsWith("dumb");
        return new Screen(Math.max(width, NARROWEST), able, able && (noColor == null || noColor.isEmpty()));
    }

    /** The text as it is where there are no colours. */
    public String styled(Style style, String text) {
        return colours ? "\u001b[" + style.code + "m" + text + "\u001b[0m" : text;
    }

    /** Colours the value of a field by whether it is good, pending or bad; most fields have no such values. */
    String standing(String name, String text) {
        Style style = switch (name) {
            case "state", "status", "ok", "valid" -> STANDINGS.get(text.strip());
            default -> null;
        };
        return style == null ? text : styled(style, text);
    }

    private static int columns(Session session) {
        String columns = variable(session, COLUMNS);
        return columns != null && columns.matches("[0-9]{1,4}") ? Integer.parseInt(columns) : 0;
    }

    private static @Nullable String variable(Session session, String name) {
        return session.get(name) instanceof String text ? text : null;
    }

    /**
     * As {@code ledger:accounts} is in {@code ledger:accounts | grep user}. What says so is a class of the shell's that other
     * frameworks have not, hence no import.
     */
    private static boolean isPiped(Session session) {
        try {
            ClassLoader shell = session.getClass().getClassLoader();
            Class<?> type = Class.forName("org.apache.felix.service.command.Process", true, shell);
            Object process = Class.forName(type.getName() + "$Utils", true, shell)
                    .getMethod("current")
                    .invoke(null);
            return process != null
                    && !Boolean.TRUE.equals(type.getMethod("isTty", int.class).invoke(process, 1));
        } catch (ReflectiveOperationException e) {
            return true; // another shell than the one that is known: plain text is never wrong
        }
    }
}
