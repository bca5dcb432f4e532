package org.quoin.ledger.api;

/**
 * An activation that operators have agreed on and that is due later.
 *
 * @param at the height of the first block that will be executed under the rules
 */
public record ScheduledModule(ModuleId module, long at) {}
