// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/program/program.h"

#include <span>

namespace core::live {

// Collectives as sends and receives, written into the program of one of the devices that take part.
// All of them must write the same ones in the same order.
struct CollectiveSpan
{
    std::span<const int> devices; // in the order of the ring
    int place = 0;                // of this device in it
    Instruction range;            // stream, place, unit, micro-batch, begin and end
};

// Ring: each device sends 2 (n - 1) / n of the range (Patarasuk and Yuan, 2009). What others have
// summed is received by ReceiveCopy or Borrow. Where the range clears, summands are taken from
// where they lie and nothing of them is left.
void writeRingAllReduce(Program &program, const CollectiveSpan &what,
                        Code receive = Code::ReceiveCopy);
// Afterwards each device has the sum of the chunk that has its own place.
void writeRingReduceScatter(Program &program, const CollectiveSpan &what);
// From the chunk of each place to all chunks everywhere.
void writeRingAllGather(Program &program, const CollectiveSpan &what,
                        Code receive = Code::ReceiveCopy);
// Up a binary tree and down again: each device but the root sends the whole range up, and parents
// send it to each of their children.
void writeTreeAllReduce(Program &program, const CollectiveSpan &what,
                        Code receive = Code::ReceiveCopy);

// The chunk of the range that falls to a place, as even as can be.
[[nodiscard]] Instruction chunkOf(const CollectiveSpan &what, int place);

} // namespace core::live
