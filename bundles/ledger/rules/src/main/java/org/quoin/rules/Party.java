package org.quoin.rules;

/** Who can hold funds: an account, or an agreement of this capability. */
public record Party(String name) {
    public static Party account(String name) {
        return new Party(name);
    }

    /** The account of its own that an agreement of this capability has. */
    public static Party agreement(String name) {
        return new Party(":" + name);
    }
}
