package org.quoin.ledger.core.execution;

/** What a step runs in, beside the state: its block, and the rules that are active in it. */
record Scene(Context context, ModuleSet modules) {}
