// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/compute/buffer.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace core::live {

// Stretches of as many bytes each that are to be added up in their order. Whoever does so leaves
// zeros in their place.
using Terms = std::vector<std::span<std::byte>>;

// A received message: bytes that can be read until the next call on the transport, and their
// arrival in virtual time.
struct Message
{
    std::span<const std::byte> bytes;
    std::int64_t arrival = 0;     // ns
    Buffer<std::byte> given = {}; // where the bytes lie, if the receiver may keep it; else empty
    Terms terms = {};             // instead of bytes, if they are to be added where they lie
};

// The mailbox of one device. Each receive names its sender and the tag of the message; messages
// with one tag keep their order. So what arrives does not depend on which thread ran first.
class Transport
{
public:
    virtual ~Transport() = default;

    // Copies the bytes and never waits for the receiver.
    virtual void send(int to, std::int64_t tag, std::span<const std::byte> bytes,
                      std::int64_t arrival) = 0;
    // The same for a buffer that the sender has no more use for: where sender and receiver share
    // memory it is given away, and empty from then on.
    virtual void give(int to, std::int64_t tag, Buffer<std::byte> &buffer, std::int64_t arrival)
    {
        send(to, tag, buffer.all(), arrival);
    }
    // Copies nothing: the bytes must stay as they are until settle(). Tag 0.
    virtual void lend(int to, std::span<const std::byte> bytes, std::int64_t arrival) = 0;
    // The same of what is taken from there: until the step ends, and no settle() waits for it.
    virtual void lendTerms(int to, Terms terms, std::int64_t arrival) = 0;
    // Until what was lent has been read. False: stopped.
    [[nodiscard]] virtual bool settle(const std::stop_token &stop) = 0;
    // Nothing: stopped.
    [[nodiscard]] virtual std::optional<Message> receive(int from, std::int64_t tag,
                                                         const std::stop_token &stop) = 0;
    // The message of the last receive is no longer needed.
    virtual void release() = 0;
    // Instead of it: its bytes are read until the step ends. Where memory is shared the sender
    // leaves what it lent as it is until then.
    virtual void keep() { release(); }
};

} // namespace core::live
