// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/shell/window_fixture.h"

#include "ui/modes/compare_mode.h"

#include <QImage>

#include <algorithm>
#include <cstdlib>

// A window with two results, and how pictures of it are compared.
class CompareFixture : public WindowFixture
{
public:
    [[nodiscard]] ui::CompareMode &compare()
    {
        window().modes().choose(QStringLiteral("compare"));
        return static_cast<ui::CompareMode &>(window().mode());
    }
    // A is what was open, B this one.
    ui::CompareMode &against(const char *other)
    {
        window().pinned().pin();
        openBuiltin(QString::fromLatin1(other));
        return compare();
    }
};

inline QImage pictureOf(QWidget &widget)
{
    QImage image(widget.size(), QImage::Format_RGB32);
    widget.render(&image);
    return image;
}

// The largest difference of a channel of any pixel.
inline int difference(const QImage &one, const QImage &other)
{
    if (one.size() != other.size())
        return 255;
    int most = 0;
    for (int y = 0; y < one.height(); ++y) {
        for (int x = 0; x < one.width(); ++x) {
            const QRgb a = one.pixel(x, y);
            const QRgb b = other.pixel(x, y);
            most = std::max({most, std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)),
                             std::abs(qBlue(a) - qBlue(b))});
        }
    }
    return most;
}
