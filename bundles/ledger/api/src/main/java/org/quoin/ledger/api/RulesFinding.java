package org.quoin.ledger.api;

/**
 * Something in rules that keeps them from being activated.
 *
 * @param className as in the source, such as {@code org.acme.Tables$Row}
 * @param method empty if it is in none
 * @param line of the source; 0 if the class file does not tell
 * @param rule what it is against, for programs: {@code FLOATING_POINT}
 * @param detail what it is, in a few words
 * @param because what the rule is there for
 */
public record RulesFinding(String className, String method, int line, String rule, String detail, String because) {}
