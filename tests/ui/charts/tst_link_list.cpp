// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/link_use.h"
#include "ui/views/charts/link_list.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <vector>

class TestLinkList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPictureOfLinksCutsNoLine();
};

// Three of five lines have room, and the place of a fourth says how many are left.
void TestLinkList::aPictureOfLinksCutsNoLine()
{
    ui::LinkList list;
    list.setLook({});
    std::vector<core::LinkUse> links(5);
    for (std::size_t i = 0; i < links.size(); ++i) {
        links[i].from = static_cast<int>(i);
        links[i].to = links[i].from + 1;
        links[i].gradients = {1000};
    }
    list.setLinks(links, {1000});
    const auto painted = [](const QSize &size, const auto &paint) {
        QImage image(size, QImage::Format_RGB32);
        image.fill(Qt::black);
        QPainter painter(&image);
        paint(painter);
        return image;
    };
    const QSize size(300, 3 * 38 + 20);
    const QImage whole = painted({300, 5 * 38}, [&](QPainter &painter) {
        list.paintList(painter, {300, 5 * 38}, 0);
    });
    const QImage picture =
        painted(size, [&](QPainter &painter) { list.paintPicture(painter, size); });
    QCOMPARE(picture.copy(0, 0, 300, 3 * 38), whole.copy(0, 0, 300, 3 * 38));
    QVERIFY(picture.copy(0, 3 * 38, 300, 20) != whole.copy(0, 3 * 38, 300, 20));
    const QImage all = painted({300, 5 * 38}, [&](QPainter &painter) {
        list.paintPicture(painter, {300, 5 * 38});
    });
    QCOMPARE(all, whole);
}

QTEST_MAIN(TestLinkList)
#include "tst_link_list.moc"
