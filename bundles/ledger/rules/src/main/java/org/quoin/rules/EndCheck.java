package org.quoin.rules;

/** Looks at the end of each transaction that touched a capability, when nothing more is to come; it may refuse all of it. */
public interface EndCheck {
    void check(Reading reading);
}
