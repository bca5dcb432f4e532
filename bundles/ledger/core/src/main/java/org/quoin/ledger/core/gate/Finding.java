package org.quoin.ledger.core.gate;

/**
 * Something in rules that keeps them from running.
 *
 * @param className as in the source, such as {@code org.acme.Tables$Row}
 * @param method empty if it is in none
 * @param line of the source; 0 if the class file does not tell
 * @param detail what it is, in a few words
 */
public record Finding(String className, String method, int line, GateRule rule, String detail) {
    @Override
    public String toString() {
        return className + (method.isEmpty() ? "" : "." + method) + (line == 0 ? "" : ":" + line) + " " + detail + " ("
                + rule + ": " + rule.sentence() + ")";
    }
}
