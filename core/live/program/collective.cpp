// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/program/collective.h"

namespace core::live {
namespace {

int wrapped(int place, int size)
{
    return (place % size + size) % size;
}

Instruction with(Instruction range, Code code, int peer)
{
    range.code = code;
    range.peer = peer;
    return range;
}

struct Neighbours
{
    int next = 0;
    int previous = 0;
};

Neighbours neighboursOf(const CollectiveSpan &what)
{
    const auto size = static_cast<int>(what.devices.size());
    return {what.devices[static_cast<std::size_t>(wrapped(what.place + 1, size))],
            what.devices[static_cast<std::size_t>(wrapped(what.place - 1, size))]};
}

// One round of the ring: first is the chunk that this device sends in its first step, last how it
// receives in its last one.
void writeRound(Program &program, const CollectiveSpan &what, int first, Code receive, Code last)
{
    const auto size = static_cast<int>(what.devices.size());
    const Neighbours neighbours = neighboursOf(what);
    for (int step = 0; step + 1 < size; ++step) {
        program.push_back(
            with(chunkOf(what, wrapped(first - step, size)), Code::Lend, neighbours.next));
        program.push_back(with(chunkOf(what, wrapped(first - step - 1, size)),
                               step + 2 < size ? receive : last, neighbours.previous));
    }
}

// None that was lent is written to in the same round, so all are waited for at its end, at once;
// what is borrowed, or taken away, is left alone until the step ends.
void settle(Program &program, const CollectiveSpan &what, Code receive)
{
    if (receive != Code::Borrow && !what.range.clears)
        program.push_back(with(what.range, Code::Settle, -1));
}

} // namespace

Instruction chunkOf(const CollectiveSpan &what, int place)
{
    const std::size_t parts = what.devices.size();
    const std::size_t whole = what.range.size();
    const auto begin = [&](std::size_t part) {
        return part * (whole / parts) + (part < whole % parts ? part : whole % parts);
    };
    Instruction chunk = what.range;
    const auto part = static_cast<std::size_t>(place);
    chunk.end = what.range.begin + begin(part + 1);
    chunk.begin = what.range.begin + begin(part);
    return chunk;
}

void writeRingReduceScatter(Program &program, const CollectiveSpan &what)
{
    // The last chunk that a device adds to is the one that it receives in the last step: its own.
    const bool clears = what.range.clears;
    writeRound(program, what, what.place - 1, clears ? Code::Collect : Code::ReceiveAdd,
               Code::ReceiveAdd);
    if (clears)
        program.back().terms = static_cast<std::int16_t>(what.devices.size() - 1);
    settle(program, what, Code::ReceiveAdd);
}

void writeRingAllGather(Program &program, const CollectiveSpan &what, Code receive)
{
    writeRound(program, what, what.place, receive, receive);
    settle(program, what, receive);
}

void writeRingAllReduce(Program &program, const CollectiveSpan &what, Code receive)
{
    writeRingReduceScatter(program, what);
    CollectiveSpan sums = what;
    sums.range.clears = false;
    writeRingAllGather(program, sums, receive);
}

void writeTreeAllReduce(Program &program, const CollectiveSpan &what, Code receive)
{
    const auto size = static_cast<int>(what.devices.size());
    const auto device = [&](int place) { return what.devices[static_cast<std::size_t>(place)]; };
    const int parent = (what.place - 1) / 2;
    const int firstChild = 2 * what.place + 1;
    const int endChild = firstChild + 2 < size ? firstChild + 2 : size;
    for (int child = firstChild; child < endChild; ++child)
        program.push_back(with(what.range, Code::ReceiveAdd, device(child)));
    if (what.place > 0) {
        program.push_back(with(what.range, Code::Lend, device(parent)));
        settle(program, what, Code::ReceiveAdd);
    }
    CollectiveSpan sums = what;
    sums.range.clears = false;
    if (what.place > 0)
        program.push_back(with(sums.range, receive, device(parent)));
    for (int child = firstChild; child < endChild; ++child)
        program.push_back(with(sums.range, Code::Lend, device(child)));
    if (firstChild < endChild)
        settle(program, sums, receive);
}

} // namespace core::live
