// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cassert>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace app {

// Numbers one after the other, as they lie in memory: the ranks of a run are the same program.
class Packed
{
public:
    template <class T>
    void add(const std::vector<T> &values)
    {
        static_assert(std::is_trivially_copyable_v<T>);
        const std::uint64_t count = values.size();
        put(&count, sizeof count);
        put(values.data(), values.size() * sizeof(T));
    }
    [[nodiscard]] const std::string &text() const { return m_text; }

private:
    void put(const void *data, std::size_t size)
    {
        if (size > 0)
            m_text.append(static_cast<const char *>(data), size);
    }
    std::string m_text;
};

class Unpacked
{
public:
    explicit Unpacked(std::string_view text) : m_text(text) {}

    template <class T>
    [[nodiscard]] std::vector<T> next()
    {
        std::uint64_t count = 0;
        take(&count, sizeof count);
        std::vector<T> values(count);
        take(values.data(), count * sizeof(T));
        return values;
    }

private:
    void take(void *data, std::size_t size)
    {
        assert(size <= m_text.size());
        if (size > 0)
            std::memcpy(data, m_text.data(), size);
        m_text.remove_prefix(size);
    }
    std::string_view m_text;
};

} // namespace app
