// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mpi/world.h"

#include <mpi.h>

#include <cstdlib>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace app {
namespace {

// MPI counts in int.
int countOf(std::size_t size)
{
    if (size > static_cast<std::size_t>(std::numeric_limits<int>::max()))
        throw std::length_error("more than 2 GB at once, which MPI cannot send");
    return static_cast<int>(size);
}

// Where the text of each rank begins in all of them together.
std::vector<int> placesOf(const std::vector<int> &sizes)
{
    (void)countOf(
        std::accumulate(sizes.begin(), sizes.end(), std::size_t{0}, [](std::size_t sum, int size) {
            return sum + static_cast<std::size_t>(size);
        }));
    std::vector<int> places(sizes.size());
    std::exclusive_scan(sizes.begin(), sizes.end(), places.begin(), 0);
    return places;
}

std::vector<std::string> split(const std::string &all, const std::vector<int> &sizes)
{
    std::vector<std::string> texts;
    std::size_t place = 0;
    for (const int size : sizes) {
        texts.push_back(all.substr(place, static_cast<std::size_t>(size)));
        place += static_cast<std::size_t>(size);
    }
    return texts;
}

} // namespace

World::World(int &argc, char **&argv)
{
    int provided = 0;
    MPI_Init_thread(&argc, &argv, MPI_THREAD_FUNNELED, &provided);
    MPI_Comm_rank(MPI_COMM_WORLD, &m_rank);
    MPI_Comm_size(MPI_COMM_WORLD, &m_size);
}

World::~World()
{
    MPI_Finalize();
}

std::string World::broadcast(std::string text) const
{
    int size = countOf(text.size());
    MPI_Bcast(&size, 1, MPI_INT, 0, MPI_COMM_WORLD);
    text.resize(static_cast<std::size_t>(size));
    MPI_Bcast(text.data(), size, MPI_BYTE, 0, MPI_COMM_WORLD);
    return text;
}

std::vector<std::string> World::gatherForAll(std::string_view text) const
{
    const int own = countOf(text.size());
    std::vector<int> sizes(static_cast<std::size_t>(m_size));
    MPI_Allgather(&own, 1, MPI_INT, sizes.data(), 1, MPI_INT, MPI_COMM_WORLD);
    const std::vector<int> places = placesOf(sizes);
    std::string all(static_cast<std::size_t>(places.back() + sizes.back()), '\0');
    MPI_Allgatherv(text.data(), own, MPI_BYTE, all.data(), sizes.data(), places.data(), MPI_BYTE,
                   MPI_COMM_WORLD);
    return split(all, sizes);
}

std::vector<std::string> World::gather(std::string_view text) const
{
    const int own = countOf(text.size());
    std::vector<int> sizes(static_cast<std::size_t>(m_size));
    MPI_Gather(&own, 1, MPI_INT, sizes.data(), 1, MPI_INT, 0, MPI_COMM_WORLD);
    const std::vector<int> places = placesOf(sizes); // nothing but zeros where nothing arrives
    std::string all(static_cast<std::size_t>(places.back() + sizes.back()), '\0');
    MPI_Gatherv(text.data(), own, MPI_BYTE, all.data(), sizes.data(), places.data(), MPI_BYTE, 0,
                MPI_COMM_WORLD);
    return m_rank == 0 ? split(all, sizes) : std::vector<std::string>();
}

void World::abort(int exitCode) const
{
    MPI_Abort(MPI_COMM_WORLD, exitCode);
    std::abort(); // MPI_Abort does not say that it never returns
}

} // namespace app
