package org.quoin.rules;

/**
 * What a sponsored transaction cost.
 *
 * @param applied or else it was rejected
 * @param free what nobody had to pay
 * @param paid what the agreement paid
 */
public record FeePayment(boolean applied, Amount free, Amount paid) {}
