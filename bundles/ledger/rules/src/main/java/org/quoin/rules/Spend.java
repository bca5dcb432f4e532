package org.quoin.rules;

/** The most that a called operation may move of what belongs to the authority that it is called with. */
public record Spend(String asset, Amount most) {}
