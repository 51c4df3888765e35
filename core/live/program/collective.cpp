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

// One round of the ring: first is the chunk that this device sends in its first step. None that was
// lent is written to in the same round, so all are waited for at its end, at once.
void writeRound(Program &program, const CollectiveSpan &what, int first, Code receive)
{
    const auto size = static_cast<int>(what.devices.size());
    const Neighbours neighbours = neighboursOf(what);
    for (int step = 0; step + 1 < size; ++step) {
        program.push_back(
            with(chunkOf(what, wrapped(first - step, size)), Code::Lend, neighbours.next));
        program.push_back(
            with(chunkOf(what, wrapped(first - step - 1, size)), receive, neighbours.previous));
    }
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
    writeRound(program, what, what.place - 1, Code::ReceiveAdd);
}

void writeRingAllGather(Program &program, const CollectiveSpan &what, Code receive)
{
    writeRound(program, what, what.place, receive);
}

void writeRingAllReduce(Program &program, const CollectiveSpan &what, Code receive)
{
    writeRingReduceScatter(program, what);
    writeRingAllGather(program, what, receive);
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
        program.push_back(with(what.range, Code::Settle, -1));
        program.push_back(with(what.range, receive, device(parent)));
    }
    for (int child = firstChild; child < endChild; ++child)
        program.push_back(with(what.range, Code::Lend, device(child)));
    if (firstChild < endChild)
        program.push_back(with(what.range, Code::Settle, -1));
}

} // namespace core::live
