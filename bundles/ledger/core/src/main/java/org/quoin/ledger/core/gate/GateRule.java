package org.quoin.ledger.core.gate;

/** What rules must keep to, so that they come to the same everywhere and always end. */
public enum GateRule {
    FLOATING_POINT("rules compute with whole numbers, because floating point differs between virtual machines"),
    FORBIDDEN_MEMBER("of Java, rules use only what is the same on every machine, and costs what it takes"),
    FORBIDDEN_TYPE("rules know their own classes, the host interface and a part of Java"),
    IDENTITY("which object something is, and its hash, differ from run to run: compare with equals"),
    UNSTABLE_TEXT("a text that is not written by the rules themselves can differ from run to run"),
    CAUGHT_ERROR("rules catch exceptions, and neither errors nor everything: 'finally' does that, too"),
    LASTING_STATE("rules keep nothing between two runs but what cannot change"),
    LOCK("rules run in one thread"),
    LINKAGE("rules are linked by lambdas, records and texts alone, and have no native code"),
    LIMIT("rules keep within what one stack and one heap can hold"),
    MALFORMED("rules are classes that a compiler for Java 17 or before has made");

    private final String sentence;

    GateRule(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
