Page({ data: { name: 'X' } });
