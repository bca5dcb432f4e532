package org.quoin.host.gateway.servlet;

/** Text for the log, in which nothing that a client sent can begin a line or move the cursor. */
final class LogText {
    private static final int MOST_FRAMES = 60;

    private LogText() {}

    /** Printable ASCII as it is, all else as {@code \\uXXXX}. */
    static String of(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7f) {
                shown.append(c);
            } else {
                shown.append(String.format("\\u%04x", (int) c));
            }
        }
        return shown.toString();
    }

    /** With where it came from. */
    static String of(Throwable failure) {
        StringBuilder shown = new StringBuilder();
        Throwable next = failure;
        for (int depth = 0; next != null && depth < 8; depth++) {
            shown.append(depth == 0 ? "" : "\nCaused by: ").append(of(next.toString()));
            StackTraceElement[] frames = next.getStackTrace();
            for (int i = 0; i < Math.min(frames.length, MOST_FRAMES); i++) {
                shown.append("\n\tat ").append(frames[i]);
            }
            next = next.getCause();
        }
        return shown.toString();
    }
}
