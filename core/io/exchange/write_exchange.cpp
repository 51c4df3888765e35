// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/exchange/write_exchange.h"

#include "core/base/text.h"

namespace core {

std::span<const ExchangeFormat> exchangeFormats()
{
    static constexpr ExchangeFormat table[] = {
        {".json", "Chrome trace", writeChromeTrace},
        {".pftrace", "Perfetto trace", writePerfettoTrace},
        {".csv", "table of spans", writeSpansTable},
    };
    return table;
}

const ExchangeFormat *exchangeFormatOf(std::string_view path)
{
    if (isGzipName(path))
        path.remove_suffix(3);
    for (const ExchangeFormat &format : exchangeFormats()) {
        if (path.ends_with(format.suffix))
            return &format;
    }
    return nullptr;
}

std::string exchangeSuffixes()
{
    std::vector<std::string> suffixes;
    for (const ExchangeFormat &format : exchangeFormats())
        suffixes.push_back(std::string(format.suffix));
    return joinWithAnd(suffixes);
}

Written writeExchange(FileWriter &writer, bool packed, const ExchangeFormat &format,
                      const RunView &run, std::string_view title)
{
    TextSink sink(writer, packed);
    format.write(sink, run, title);
    return sink.end();
}

Written writeExchange(const std::string &path, const ExchangeFormat &format, const RunView &run,
                      std::string_view title)
{
    FileWriter writer(path);
    Written done = writer.open();
    if (done)
        done = writeExchange(writer, isGzipName(path), format, run, title);
    if (done)
        done = writer.seal();
    return done ? writer.commit() : done;
}

} // namespace core
