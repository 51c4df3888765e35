// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QColor>
#include <QFont>
#include <QFontMetricsF>
#include <QList>
#include <QPolygonF>
#include <QRectF>
#include <QRegularExpression>
#include <QString>
#include <QTransform>
#include <QXmlStreamReader>

// What an SVG consists of, read without any of what wrote it.
namespace svg {

struct Shape
{
    QColor fill;
    QRectF bounds;       // of all its parts, pixels of the picture
    QList<QRectF> parts; // of each part of a path
};

struct Label
{
    QString text;
    QRectF box; // from the base line to the height of capitals
};

struct Content
{
    QList<Shape> shapes; // filled ones
    QList<Label> labels;
    int images = 0;
    bool wellFormed = false;
};

struct Style
{
    QString fill;
    QTransform transform;
};

inline QTransform transformOf(const QString &text)
{
    static const QRegularExpression number(QStringLiteral("-?[0-9.]+(e-?[0-9]+)?"));
    QList<double> m;
    for (auto it = number.globalMatch(text.mid(text.indexOf(u'('))); it.hasNext();)
        m.append(it.next().captured().toDouble());
    return m.size() == 6 ? QTransform(m[0], m[1], m[2], m[3], m[4], m[5]) : QTransform();
}

// Around the corners and the control points of each part.
inline Shape shapeOfPath(const QString &d, const Style &style)
{
    static const QRegularExpression point(
        QStringLiteral("([MLC]?)\\s*(-?[0-9.e-]+),(-?[0-9.e-]+)"));
    Shape shape{QColor(style.fill), {}, {}};
    QList<QPolygonF> parts;
    for (auto it = point.globalMatch(d); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        if (match.captured(1) == QStringLiteral("M") || parts.isEmpty())
            parts.append(QPolygonF());
        parts.back().append(style.transform.map(
            QPointF(match.captured(2).toDouble(), match.captured(3).toDouble())));
    }
    for (const QPolygonF &part : parts) {
        shape.parts.append(part.boundingRect());
        shape.bounds = shape.bounds.united(part.boundingRect());
    }
    return shape;
}

inline Label labelOf(QXmlStreamReader &reader, const Style &style)
{
    const QXmlStreamAttributes attributes = reader.attributes();
    const auto number = [&](const char *name) {
        return attributes.value(QLatin1String(name)).toDouble();
    };
    QFont font(attributes.value(QStringLiteral("font-family")).toString());
    font.setPixelSize(qRound(number("font-size")));
    if (attributes.hasAttribute(QStringLiteral("font-weight")))
        font.setWeight(static_cast<QFont::Weight>(number("font-weight")));
    const QPointF at(number("x"), number("y"));
    const QString text = reader.readElementText();
    const QFontMetricsF metrics(font);
    const QRectF box(at.x(), at.y() - metrics.capHeight(), metrics.horizontalAdvance(text),
                     metrics.capHeight());
    return {text, style.transform.mapRect(box)};
}

inline Content read(const QByteArray &file)
{
    Content content;
    QXmlStreamReader reader(file);
    QList<Style> styles = {{}};
    const auto add = [&](const Shape &shape) {
        if (styles.back().fill != QStringLiteral("none"))
            content.shapes.append(shape);
    };
    while (!reader.atEnd()) {
        const auto token = reader.readNext();
        const auto name = reader.name();
        if (token == QXmlStreamReader::EndElement && name == QStringLiteral("g"))
            styles.removeLast();
        if (token != QXmlStreamReader::StartElement)
            continue;
        const QXmlStreamAttributes attributes = reader.attributes();
        const auto number = [&](const char *key) {
            return attributes.value(QLatin1String(key)).toDouble();
        };
        if (name == QStringLiteral("g")) {
            Style style = styles.back();
            if (attributes.hasAttribute(QStringLiteral("fill")))
                style.fill = attributes.value(QStringLiteral("fill")).toString();
            style.transform =
                transformOf(attributes.value(QStringLiteral("transform")).toString()) *
                style.transform;
            styles.append(style);
        } else if (name == QStringLiteral("path")) {
            add(shapeOfPath(attributes.value(QStringLiteral("d")).toString(), styles.back()));
        } else if (name == QStringLiteral("rect")) {
            const QRectF rect = styles.back().transform.mapRect(
                QRectF(number("x"), number("y"), number("width"), number("height")));
            add({QColor(styles.back().fill), rect, {rect}});
        } else if (name == QStringLiteral("image")) {
            ++content.images;
        } else if (name == QStringLiteral("text")) {
            content.labels.append(labelOf(reader, styles.back()));
        }
    }
    content.wellFormed = !reader.hasError();
    return content;
}

} // namespace svg
