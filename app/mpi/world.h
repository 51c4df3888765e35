// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace app {

// MPI from its start to its end, and what all ranks do together. One per process; every call but
// rank(), size() and abort() is made by all ranks at the same point. Texts may hold any bytes.
class World
{
public:
    World(int &argc, char **&argv);
    ~World();
    World(const World &) = delete;
    World &operator=(const World &) = delete;

    [[nodiscard]] int rank() const { return m_rank; }
    [[nodiscard]] int size() const { return m_size; }

    // What rank 0 has.
    [[nodiscard]] std::string broadcast(std::string text) const;
    // By rank, for every rank.
    [[nodiscard]] std::vector<std::string> gatherForAll(std::string_view text) const;
    // By rank, for rank 0; nothing for the others.
    [[nodiscard]] std::vector<std::string> gather(std::string_view text) const;

    // Ends all ranks at once: one of them cannot go on, and the others would wait for it.
    [[noreturn]] void abort(int exitCode) const;

private:
    int m_rank = 0;
    int m_size = 1;
};

} // namespace app
