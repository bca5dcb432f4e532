package org.quoin.ledger.console;

/**
 * The two ways in which a command fails in Karaf's shell. The shell shows the help of an exception, without a stack trace,
 * only if its class is called exactly {@code CommandException}: of any other, a subclass included, it logs a stack trace.
 */
final class CommandFailed {
    private CommandFailed() {}

    /** Shows the sentence. */
    static org.apache.karaf.shell.support.CommandException because(String sentence) {
        return new org.apache.karaf.shell.support.CommandException(sentence, sentence);
    }

    /** Shows nothing, because the command has said it already; its help is empty. */
    static org.apache.karaf.shell.support.CommandException reported() {
        return new CommandException();
    }

    /**
     * The shell prints a line even for an empty help, unless it can reach neither help nor message: it reads the help by
     * reflection, which a private class refuses, and there is no message. Callers in Java get the empty help.
     */
    private static final class CommandException extends org.apache.karaf.shell.support.CommandException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getNiceHelp() {
            return "";
        }
    }
}
