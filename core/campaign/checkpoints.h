// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace core {

// A machine that fails at random: any of its devices ends the run, which starts again from its last
// checkpoint. Failures come as a Poisson process. All times are in seconds, as doubles: a run lasts
// longer than what nanoseconds can count.
struct Failures
{
    double meanTimeBetween = 0; // of the whole machine
    double checkpoint = 0;      // for which training stands still while one is written
    double restart = 0;         // from a failure until it trains again
};

// Seconds of training between two checkpoints that make the run shortest.
//   Young: sqrt(2 C M). J. W. Young, A first order approximation to the optimum checkpoint
//   interval, Communications of the ACM 17(9), 1974.
//   Daly: sqrt(2 C M) (1 + sqrt(C / 2M) / 3 + C / 18M) - C below C = 2 M, and M from there on.
//   J. T. Daly, A higher order estimate of the optimum checkpoint interval for restart dumps,
//   Future Generation Computer Systems 22(3), 2006, equation 37.
[[nodiscard]] double youngInterval(const Failures &failures);
[[nodiscard]] double dalyInterval(const Failures &failures);

// Where the time of a run goes, in seconds.
struct ExpectedTime
{
    double training = 0;    // what it takes when nothing fails
    double checkpoints = 0; // writing them
    double lost = 0;        // training and writing that a failure made worthless
    double restarts = 0;    // those that a failure interrupts too
    double failures = 0;    // how many

    [[nodiscard]] double total() const { return training + checkpoints + lost + restarts; }
};

// Of so much training with a checkpoint after each interval of it: Daly's complete model (equation
// 20), M exp(R / M) (exp((interval + C) / M) - 1) for each interval. Infinite where that is more
// than a double holds.
[[nodiscard]] ExpectedTime expectedTime(const Failures &failures, double training, double interval);

} // namespace core
