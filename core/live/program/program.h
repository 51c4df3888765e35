// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace core::live {

// What a device does in one step, as a flat list. The same lists are run by threads, by processes
// on several machines, and by the replay in virtual time.

enum class Code : std::uint8_t {
    Load,          // the samples of a micro-batch
    Forward,       // parts of a unit's pass
    BackwardInput, // likewise
    BackwardWeight,
    Finish,      // the micro-batch has left the unit: its buffers are free
    Pass,        // output to the next unit, or gradient to the unit before, on this device
    Send,        // a copy leaves; the device goes on
    Receive,     // a message fills a buffer
    Lend,        // the receiver reads where it lies, until Settle
    ReceiveAdd,  // a message is added to a range
    Collect,     // a message and a range are to be added up, which may wait for the ReceiveAdd of
                 // the device that they are sent on to
    ReceiveCopy, // a message replaces a range
    Borrow,      // a message stands for a range of gradients, and is read where it lies until the
                 // step ends: whoever lent it leaves it as it is until then
    Settle,      // until what was lent has been read
    AddTied,     // the two halves of a tied table's gradient become their sum
    Update,      // the optimizer, on a range of the weights
    Gather,      // room for the whole weights of a unit of which a share is held
    Drop,        // the room is free again
    Join         // the device waits for its communication stream
};

// What a message or a range is a part of.
enum class Place : std::uint8_t {
    None,
    Activation,         // input of a unit, output of the one before
    ActivationGradient, // the way back
    Part,               // what tensor partners share
    Gradients,          // of the device's weights
    Weights
};

// Work and messages of a device run on one of two streams; each has a clock.
enum class Stream : std::uint8_t { Compute, Communication };

struct Instruction
{
    Code code = Code::Load;
    Stream stream = Stream::Compute;
    Place place = Place::None;
    bool backward = false;    // of Pass
    bool clears = false;      // of Update: the sums begin at nothing again; of messages: so they do
                              // where those come from, once they were added
    std::int16_t terms = 1;   // of ReceiveAdd: how many a message may consist of
    std::int16_t part = 0;    // of a pass: the first part,
    std::int16_t partEnd = 0; // and one behind the last
    std::int32_t unit = -1;
    std::int32_t microBatch = -1; // of the replica
    std::int32_t peer = -1;       // device
    std::size_t begin = 0;        // elements of the place; of whole buffers 0,
    std::size_t end = 0;          // and their size; of BackwardWeight those of the gradients that
                                  // are cleared first

    bool operator==(const Instruction &) const = default;
    [[nodiscard]] std::size_t size() const { return end - begin; }
};

using Program = std::vector<Instruction>;

// Takes time of the device.
[[nodiscard]] constexpr bool isWork(Code code)
{
    switch (code) {
    case Code::Load:
    case Code::Forward:
    case Code::BackwardInput:
    case Code::BackwardWeight:
    case Code::Update:
        return true;
    default:
        return false;
    }
}
// Adds up what it has waited for, which takes time as well.
[[nodiscard]] constexpr bool charges(Code code)
{
    return code == Code::ReceiveAdd || code == Code::Collect || code == Code::AddTied;
}
// Which of the messages between two devices: visits of several stages may send and receive them in
// different orders. Pieces of collectives keep theirs, and need no name: 0.
[[nodiscard]] constexpr std::int64_t messageTag(const Instruction &instruction)
{
    if (instruction.place == Place::Gradients)
        return instruction.code == Code::Send || instruction.code == Code::AddTied ? 1 : 0;
    if (instruction.code != Code::Send && instruction.code != Code::Receive)
        return 0;
    // The same boundary for both ends: the unit behind it.
    const bool forward = instruction.place == Place::Activation;
    const bool unitIsBehind = forward == (instruction.code == Code::Receive);
    const std::int64_t boundary = unitIsBehind ? instruction.unit : instruction.unit + 1;
    constexpr std::int64_t kMicroBatches = std::int64_t{1} << 32;
    return (2 * boundary + (forward ? 0 : 1)) * kMicroBatches + instruction.microBatch + 2;
}
[[nodiscard]] constexpr bool sends(const Instruction &instruction)
{
    return instruction.code == Code::Send || instruction.code == Code::Lend;
}
// Waits for a message.
[[nodiscard]] constexpr bool receives(const Instruction &instruction)
{
    switch (instruction.code) {
    case Code::Receive:
    case Code::ReceiveAdd:
    case Code::Collect:
    case Code::ReceiveCopy:
    case Code::Borrow:
        return true;
    case Code::AddTied:
        return instruction.peer >= 0; // the other half is on another device
    default:
        return false;
    }
}

} // namespace core::live
